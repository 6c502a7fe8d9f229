-- A record of form 1, as the selon of that time made it of one dispatch: for tests of `selon upgrade`. Frozen: never
-- brought up to date. `zlib` is a function that the test gives: text → its bytes, compressed.
PRAGMA page_size = 1024;
PRAGMA journal_mode = WAL;
CREATE TABLE dispatches (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    lang TEXT NOT NULL,
    agency TEXT, place TEXT,
    sent TEXT,
    title TEXT, dateline TEXT, byline TEXT,
    issued TEXT,
    item TEXT,
    version INTEGER,
    status TEXT NOT NULL,
    urgency INTEGER, slug TEXT,
    subjects TEXT,
    rights TEXT, embargo TEXT, url TEXT,
    given TEXT,
    mark TEXT, mark_number INTEGER,
    state TEXT NOT NULL DEFAULT 'current',
    text TEXT NOT NULL
);
CREATE INDEX dispatches_sent ON dispatches (sent DESC, id, state);
CREATE INDEX dispatches_item ON dispatches (item) WHERE item IS NOT NULL;
CREATE INDEX dispatches_mark ON dispatches (sent) WHERE mark IS NOT NULL;
CREATE INDEX dispatches_status ON dispatches (status) WHERE status IN ('cancelled', 'withheld');
CREATE INDEX dispatches_state ON dispatches (state) WHERE state <> 'current';
CREATE TABLE arrivals (
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    path TEXT NOT NULL,
    item TEXT, version INTEGER, status TEXT NOT NULL, issued TEXT, url TEXT,
    taken_in TEXT NOT NULL
);
CREATE INDEX arrivals_dispatch ON arrivals (dispatch);
CREATE TABLE links (
    later INTEGER NOT NULL REFERENCES dispatches,
    earlier INTEGER NOT NULL REFERENCES dispatches,
    kind TEXT NOT NULL,
    told TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (later, earlier, kind)
) WITHOUT ROWID;
CREATE INDEX links_earlier ON links (earlier);
CREATE TABLE bands (band INTEGER NOT NULL, dispatch INTEGER NOT NULL, PRIMARY KEY (band, dispatch)) WITHOUT ROWID;
CREATE TABLE readings (
    dispatch INTEGER PRIMARY KEY REFERENCES dispatches,
    selon TEXT NOT NULL,
    findings BLOB NOT NULL
);
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name INTEGER NOT NULL REFERENCES names,
    kind TEXT NOT NULL, country TEXT, wikidata TEXT,
    same_as INTEGER NOT NULL
);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX entities_same_as ON entities (same_as);
CREATE TABLE casts (
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    local TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entities,
    roles TEXT,
    PRIMARY KEY (dispatch, local)
) WITHOUT ROWID;
CREATE INDEX casts_entity ON casts (entity);
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    local TEXT NOT NULL,
    act TEXT NOT NULL, mode TEXT NOT NULL, certainty TEXT NOT NULL,
    speaker INTEGER REFERENCES names,
    kind TEXT,
    entity INTEGER REFERENCES entities,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    words TEXT
);
CREATE INDEX claims_dispatch ON claims (dispatch);
CREATE INDEX claims_speaker ON claims (speaker);
CREATE INDEX claims_entity ON claims (entity);
CREATE TABLE relays (
    claim INTEGER NOT NULL REFERENCES claims,
    position INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names,
    entity INTEGER REFERENCES entities,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX relays_name ON relays (name);
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    local TEXT NOT NULL,
    type TEXT NOT NULL, plover TEXT,
    status TEXT NOT NULL, outcome TEXT, background INTEGER NOT NULL,
    begins TEXT, ends TEXT,
    place INTEGER REFERENCES names, geoname INTEGER, country TEXT, latitude REAL, longitude REAL,
    claim INTEGER REFERENCES claims,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX events_dispatch ON events (dispatch);
CREATE INDEX events_type ON events (type);
CREATE INDEX events_place ON events (place);
CREATE INDEX events_claim ON events (claim) WHERE claim IS NOT NULL;
CREATE TABLE participants (
    event INTEGER NOT NULL REFERENCES events,
    role TEXT NOT NULL, position INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names,
    country TEXT, sector TEXT, entity INTEGER REFERENCES entities,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX participants_country ON participants (country, role);
CREATE INDEX participants_name ON participants (name);
CREATE TABLE mentions (
    dispatch INTEGER NOT NULL, start INTEGER NOT NULL, entity INTEGER NOT NULL REFERENCES entities,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (dispatch, start, entity)
) WITHOUT ROWID;
CREATE TABLE places (
    dispatch INTEGER NOT NULL, start INTEGER NOT NULL, name INTEGER NOT NULL REFERENCES names,
    "end" INTEGER NOT NULL, geoname INTEGER, country TEXT,
    PRIMARY KEY (dispatch, start, name)
) WITHOUT ROWID;
CREATE INDEX places_name ON places (name);
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    sort TEXT, start INTEGER, "end" INTEGER, identity TEXT,
    other TEXT,
    dispatches TEXT,
    note TEXT,
    judge TEXT NOT NULL, judged TEXT NOT NULL,
    undone_by TEXT, undone TEXT
);
CREATE INDEX judgements_target ON judgements (target);
CREATE TABLE failures (
    path TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL, first_tried TEXT NOT NULL, last_tried TEXT NOT NULL, settled TEXT
);
CREATE TABLE fetched (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, fetched TEXT NOT NULL);
CREATE TABLE unsettled (dispatch INTEGER PRIMARY KEY REFERENCES dispatches);
CREATE VIEW contents AS
SELECT c.id AS id, coalesce(c.words, substr(d.text, c.start + 1, c."end" - c.start)) AS content
FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch;
CREATE VIRTUAL TABLE claim_words USING fts5 (
    content, content = 'contents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE dispatch_words USING fts5 (
    text, content = 'dispatches', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO dispatches VALUES
(1, 'b38abb7f70278a0aaa4535dc0a7d22af69d03e20b39869fa3e2a0d2f67c40d3f', 'missiles.txt', 'plain', 'fr', 'AFP', 'SÉOUL', '2024-03-05', 'Pyongyang tire deux missiles', NULL, NULL, NULL, NULL, NULL, 'usable', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'current', 'Pyongyang tire deux missiles

SÉOUL, 5 mars 2024 (AFP) - La Corée du Nord a tiré mardi deux missiles balistiques, a annoncé l''armée sud-coréenne. La
Corée du Nord a démenti avoir tiré mardi deux missiles balistiques.
');
INSERT INTO arrivals VALUES
(1, 'missiles.txt', NULL, NULL, 'usable', NULL, NULL, '2024-03-06T11:23:09+00:00');
INSERT INTO bands VALUES
(9876379766246, 1),
(21568078340816, 1),
(47500317730251, 1),
(68336881072779, 1),
(114140206599727, 1),
(152659228257135, 1),
(163308018800916, 1),
(203842875981603, 1),
(236020173215433, 1),
(238401985315609, 1),
(259988763414226, 1),
(262231354454392, 1);
INSERT INTO names VALUES
(1, 'AFP', ' afp '),
(2, 'Corée du Nord', ' coree du nord '),
(3, 'SÉOUL', ' seoul '),
(4, 'Séoul', ' seoul '),
(5, 'armée sud-coréenne', ' armee sud coreenne '),
(6, 'deux missiles balistiques', ' deux missiles balistiques ');
INSERT INTO entities VALUES
(1, 'agency/afp/FRA', 1, 'agency', 'FRA', NULL, 1),
(2, 'organization/seoul', 3, 'organization', NULL, NULL, 2),
(3, 'government/coree-du-nord/PRK', 2, 'government', 'PRK', NULL, 3),
(4, 'military/armee-sud-coreenne/KOR', 5, 'military', 'KOR', NULL, 4);
INSERT INTO casts VALUES
(1, 'e1', 3, NULL),
(1, 'e2', 2, NULL),
(1, 'e3', 1, NULL),
(1, 'e4', 4, NULL);
INSERT INTO claims VALUES
(1, 1, 'c1', 'state', 'indirect', 'certain', 5, 'military', 4, 57, 112, NULL),
(2, 1, 'c2', 'deny', 'indirect', 'certain', 2, 'government', 3, 173, 215, NULL);
INSERT INTO events VALUES
(1, 1, 'ev1', 'missile-launch', 'MOBILIZE', 'asserted', NULL, 0, '2024-03-05', '2024-03-05', NULL, NULL, NULL, NULL, NULL, 1, 74, 80),
(2, 1, 'ev2', 'say', NULL, 'asserted', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 114, 123),
(3, 1, 'ev3', 'deny', NULL, 'asserted', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 163, 172);
INSERT INTO participants VALUES
(1, 'actor', 0, 2, 'PRK', 'GOV', 3),
(1, 'goods', 0, 6, NULL, NULL, NULL),
(2, 'actor', 0, 5, 'KOR', 'MIL', 4),
(3, 'actor', 0, 2, 'PRK', 'GOV', 3);
INSERT INTO mentions VALUES
(1, 0, 3, 9),
(1, 30, 2, 35),
(1, 50, 1, 53),
(1, 60, 3, 73),
(1, 126, 4, 144),
(1, 149, 3, 162);
INSERT INTO places VALUES
(1, 30, 4, 35, 1835848, 'KOR');
INSERT INTO judgements VALUES
(1, 'wrong', 'b38abb7f70278a0aaa4535dc0a7d22af69d03e20b39869fa3e2a0d2f67c40d3f', 'claim', 173, 215, 'Corée du Nord|deny|certain', NULL, NULL, 'ce n''est pas un démenti', 'Ada', '2024-03-06T11:23:09+00:00', NULL, NULL),
(2, 'right', 'b38abb7f70278a0aaa4535dc0a7d22af69d03e20b39869fa3e2a0d2f67c40d3f', 'event', 74, 80, 'missile-launch|asserted', NULL, NULL, NULL, 'Bea', '2024-03-06T11:23:09+00:00', NULL, NULL);
INSERT INTO readings VALUES (1, '0.1.0', zlib('{"blocks":[{"start":0,"end":28,"kind":"title"},{"start":30,"end":56,"kind":"dateline"},{"start":57,"end":148,"kind":"body"},{"start":149,"end":216,"kind":"body"}],
"claims":[{"id":"c1","content":[{"start":57,"end":112}],"cue":{"start":114,"end":123},"sources":[{"start":124,"end":144,"name":"armée sud-coréenne","kind":"military","entity":"e4"}],"mode":"indirect","act":"state","certainty":"certain","answers":[],"made":{"construction":"inversion","entry":"fr/verbs.tsv:19"}},
{"id":"c2","content":[{"start":173,"end":215}],"cue":{"start":163,"end":172},"sources":[{"start":149,"end":162,"name":"Corée du Nord","kind":"government","entity":"e1"}],"mode":"indirect","act":"deny","certainty":"certain","answers":[],"made":{"construction":"infinitive","entry":"fr/verbs.tsv:314"}}],
"names":[{"start":0,"end":9,"kind":"location","entity":"e1","made":{"construction":"gazetteer","entry":null},"others":[]},{"start":30,"end":35,"kind":"organization","entity":"e2","made":{"construction":"acronym","entry":null},"others":[]},{"start":50,"end":53,"kind":"organization","entity":"e3","made":{"construction":"bracket","entry":"fr/agencies.tsv:7"},"others":[]},{"start":60,"end":73,"kind":"location","entity":"e1","made":{"construction":"country","entry":null},"others":[]},{"start":126,"end":144,"kind":"organization","entity":"e4","made":{"construction":"body","entry":null},"others":[]},{"start":149,"end":162,"kind":"location","entity":"e1","made":{"construction":"country","entry":null},"others":[]}],
"references":[],
"entities":[{"id":"e1","name":"Corée du Nord","kind":"government","country":"PRK","roles":[],"wikidata":null},
{"id":"e2","name":"SÉOUL","kind":"organization","country":null,"roles":[],"wikidata":null},
{"id":"e3","name":"AFP","kind":"agency","country":"FRA","roles":[],"wikidata":null},
{"id":"e4","name":"armée sud-coréenne","kind":"military","country":"KOR","roles":[],"wikidata":null}],
"times":[{"start":81,"end":86,"type":"DATE","value":"2024-03-05","made":{"construction":"weekday","entry":"fr/times.toml:486"},"mod":null,"quant":null,"freq":null,"begins":"2024-03-05","ends":"2024-03-05","counted_from":"2024-03-05","anchor":null},{"start":184,"end":189,"type":"DATE","value":"2024-03-05","made":{"construction":"weekday","entry":"fr/times.toml:486"},"mod":null,"quant":null,"freq":null,"begins":"2024-03-05","ends":"2024-03-05","counted_from":"2024-03-05","anchor":null}],
"places":[{"start":30,"end":35,"geoname":1835848,"name":"Séoul","country":"KOR","latitude":37.566,"longitude":126.9784,"precision":"town","made":{"construction":"dateline","entry":"fr/gazetteer.sqlite:1835848"},"entity":null,"relation":null,"related":null,"others":[]}],
"events":[{"id":"ev1","type":"missile-launch","plover":"MOBILIZE","mode":["weapons"],"contexts":["military"],"trigger":{"start":74,"end":80},"roles":{"actor":[{"start":57,"end":73,"name":"Corée du Nord","country":"PRK","sector":"GOV","entity":"e1"}],"goods":[{"start":87,"end":112,"name":"deux missiles balistiques","country":null,"sector":null,"entity":null}]},"time":{"start":81,"end":86,"value":"2024-03-05","begins":"2024-03-05","ends":"2024-03-05"},"place":null,"quantity":{"start":87,"end":100,"least":2,"most":2},"casualties":{},"status":"asserted","outcome":null,"background":false,"claim":"c1","tellings":[{"trigger":{"start":74,"end":80},"claim":"c1","status":"asserted"},{"trigger":{"start":173,"end":183},"claim":"c2","status":"denied"}],"made":{"construction":"event","entry":"fr/events/missile-launch.toml:verbs[1]"}},
{"id":"ev2","type":"say","plover":null,"mode":[],"contexts":[],"trigger":{"start":114,"end":123},"roles":{"actor":[{"start":124,"end":144,"name":"armée sud-coréenne","country":"KOR","sector":"MIL","entity":"e4"}]},"time":null,"place":null,"quantity":null,"casualties":{},"status":"asserted","outcome":null,"background":false,"claim":"c1","tellings":[{"trigger":{"start":114,"end":123},"claim":"c1","status":"asserted"}],"made":{"construction":"statement","entry":"fr/verbs.tsv:19"}},
{"id":"ev3","type":"deny","plover":null,"mode":[],"contexts":[],"trigger":{"start":163,"end":172},"roles":{"actor":[{"start":149,"end":162,"name":"Corée du Nord","country":"PRK","sector":"GOV","entity":"e1"}]},"time":null,"place":null,"quantity":null,"casualties":{},"status":"asserted","outcome":null,"background":false,"claim":"c2","tellings":[{"trigger":{"start":163,"end":172},"claim":"c2","status":"asserted"}],"made":{"construction":"statement","entry":"fr/verbs.tsv:314"}}],
"counts":[{"start":74,"end":112,"subject":{"start":74,"end":112},"number":{"start":87,"end":100,"least":2,"most":2},"window":null,"qualifier":null,"scope":null,"event":"ev1","claim":"c1","made":{"construction":"things","entry":"fr/events/missile-launch.toml:verbs[1]"}}],
"credits":[]}'));
INSERT INTO claim_words (rowid, content) SELECT id, content FROM contents;
INSERT INTO dispatch_words (rowid, text) SELECT number, text FROM dispatches;
PRAGMA application_id = 6164594;
PRAGMA user_version = 1;
