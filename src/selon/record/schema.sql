-- The record: one SQLite file. docs/record-file.md explains it for those who open it with other tools.
-- Offsets count Unicode code points from 0, the end excluded, as SQLite's substr counts them from 1.

-- Each text once, under its hash, with what the wire and its own head say of it.
CREATE TABLE dispatches (
    number INTEGER PRIMARY KEY,           -- within this file; findings refer to it
    id TEXT NOT NULL UNIQUE,              -- SHA-256 of the text
    path TEXT NOT NULL,                   -- where it was first found
    format TEXT NOT NULL,                 -- plain, html, feed, newsml-g2 ...
    lang TEXT NOT NULL,
    agency TEXT, place TEXT,
    sent TEXT,                            -- the day that its times count from
    title TEXT, dateline TEXT, byline TEXT,
    issued TEXT,                          -- when this version was sent, with its zone
    item TEXT,                            -- the agency's id, the same for all versions
    version INTEGER,
    status TEXT NOT NULL,                 -- usable, withheld, cancelled, corrected: what the wire says
    urgency INTEGER, slug TEXT,
    subjects TEXT,                        -- JSON: [{"code", "name"}]
    rights TEXT, embargo TEXT, url TEXT,
    given TEXT,                           -- JSON: agency, place, sent, title as the wire or the reader gave them
    mark TEXT, mark_number INTEGER,       -- correction, version, kill: what its head says; LEAD 2: 2
    state TEXT NOT NULL DEFAULT 'current', -- current, superseded, withdrawn: what came of it
    text TEXT NOT NULL                    -- last, as what stands behind it in a row is slow to get at
);
CREATE INDEX dispatches_sent ON dispatches (sent DESC, id, state);
CREATE INDEX dispatches_item ON dispatches (item) WHERE item IS NOT NULL;
CREATE INDEX dispatches_mark ON dispatches (sent) WHERE mark IS NOT NULL;
CREATE INDEX dispatches_status ON dispatches (status) WHERE status IN ('cancelled', 'withheld');
CREATE INDEX dispatches_state ON dispatches (state) WHERE state <> 'current';

-- Each way in which a text came: the same text from two files, or under a second version, is one dispatch.
CREATE TABLE arrivals (
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    path TEXT NOT NULL,
    item TEXT, version INTEGER, status TEXT NOT NULL, issued TEXT, url TEXT,
    taken_in TEXT NOT NULL                -- UTC
);
CREATE INDEX arrivals_dispatch ON arrivals (dispatch);

-- `later` is a version, a correction or a kill of `earlier`; or both are nearly the same text (copy).
CREATE TABLE links (
    later INTEGER NOT NULL REFERENCES dispatches,
    earlier INTEGER NOT NULL REFERENCES dispatches,
    kind TEXT NOT NULL,                   -- version, correction, kill, copy
    told TEXT NOT NULL,                   -- by what: item (the agency's id), head (what its head says), likeness
    score REAL NOT NULL,                  -- 1 for the same item; else how alike the texts or titles are
    reason TEXT NOT NULL,
    PRIMARY KEY (later, earlier, kind)
) WITHOUT ROWID;
CREATE INDEX links_earlier ON links (earlier);

-- Near-duplicates: the bands of a text's MinHash signature, of which two alike texts share one.
CREATE TABLE bands (band INTEGER NOT NULL, dispatch INTEGER NOT NULL, PRIMARY KEY (band, dispatch)) WITHOUT ROWID;

-- All findings of a dispatch: zlib, JSON, as `selon read --format jsonl` writes them, less the dispatch itself and
-- the words of spans, which are those of the dispatch's text.
CREATE TABLE readings (
    dispatch INTEGER PRIMARY KEY REFERENCES dispatches,
    selon TEXT NOT NULL,                  -- the version that read it
    findings BLOB NOT NULL
);

-- Each wording of a name once, and folded: small letters, no accents, a blank at both ends.
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);

-- One real thing, across dispatches. `same_as` is the one that it was found, or judged, to be.
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,             -- person/vladimir-poutine
    name INTEGER NOT NULL REFERENCES names, -- the fullest that it was given
    kind TEXT NOT NULL, country TEXT, wikidata TEXT,
    same_as INTEGER NOT NULL
);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX entities_same_as ON entities (same_as);

-- Who a dispatch's entity (e3) is, and the roles that the dispatch gives it.
CREATE TABLE casts (
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    local TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entities,
    roles TEXT,                           -- JSON: ["porte-parole (Kremlin)"]
    PRIMARY KEY (dispatch, local)
) WITHOUT ROWID;
CREATE INDEX casts_entity ON casts (entity);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    dispatch INTEGER NOT NULL REFERENCES dispatches,
    local TEXT NOT NULL,                  -- c3, within the dispatch
    act TEXT NOT NULL, mode TEXT NOT NULL, certainty TEXT NOT NULL,
    speaker INTEGER REFERENCES names,     -- whose words they are
    kind TEXT,                            -- of the speaker: person, government ...
    entity INTEGER REFERENCES entities,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    words TEXT                            -- the content where its cue cuts it, NULL where it runs from start to end
);
CREATE INDEX claims_dispatch ON claims (dispatch);
CREATE INDEX claims_speaker ON claims (speaker);
CREATE INDEX claims_entity ON claims (entity);

-- Those through whom a claim comes, outermost first, without the speaker.
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
    local TEXT NOT NULL,                  -- ev3, within the dispatch
    type TEXT NOT NULL, plover TEXT,
    status TEXT NOT NULL, outcome TEXT, background INTEGER NOT NULL,
    least INTEGER, most INTEGER,          -- how many things, where the text counts them; an open bound is NULL
    begins TEXT, ends TEXT,
    place INTEGER REFERENCES names, geoname INTEGER, country TEXT, latitude REAL, longitude REAL,
    claim INTEGER REFERENCES claims,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL  -- of the trigger
);
CREATE INDEX events_dispatch ON events (dispatch);
CREATE INDEX events_type ON events (type, begins);
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

-- The tellings of an event after its first, which the event itself has: a denial of it, too.
CREATE TABLE tellings (
    event INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    claim INTEGER REFERENCES claims,      -- NULL for the dispatch's own voice
    status TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX tellings_status ON tellings (status) WHERE status = 'denied';

-- What a denial, a confirmation or a refusal to comment is about, within its dispatch.
CREATE TABLE answers (
    claim INTEGER NOT NULL REFERENCES claims,
    position INTEGER NOT NULL,            -- the likeliest first
    kind TEXT NOT NULL,                   -- deny, confirm, decline
    about INTEGER REFERENCES claims,      -- the claim that is answered, NULL for the dispatch's own words
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, -- the words that are answered
    score REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX answers_about ON answers (about) WHERE about IS NOT NULL;

-- Where a dispatch names somebody, and places.
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

-- A background record that was brought in: a table of events that somebody else keeps, and how its columns are read.
CREATE TABLE backgrounds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,            -- nk-missile-tests
    title TEXT NOT NULL, noun TEXT NOT NULL, source TEXT, licence TEXT, url TEXT,
    path TEXT NOT NULL, hash TEXT NOT NULL, -- the file, and its SHA-256
    mapping TEXT NOT NULL,                -- the text of the mapping
    begins TEXT, ends TEXT,               -- the days for which it means to hold all there is
    rows INTEGER NOT NULL, skipped INTEGER NOT NULL,
    imported TEXT NOT NULL                -- when (UTC)
);
CREATE TABLE background_events (
    id INTEGER PRIMARY KEY,
    background INTEGER NOT NULL REFERENCES backgrounds,
    row INTEGER NOT NULL,                 -- from 1, within the file
    type TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT,
    least INTEGER, most INTEGER,
    begins TEXT, ends TEXT,               -- days, or moments in UTC (2023-09-13T02:41Z)
    known TEXT,                           -- the day from which it could be known
    place INTEGER REFERENCES names, geoname INTEGER, country TEXT, latitude REAL, longitude REAL,
    source TEXT, words TEXT,              -- whence the row has it, and its own words
    UNIQUE (background, row)
);
CREATE INDEX background_events_type ON background_events (type, begins);
CREATE TABLE background_participants (
    event INTEGER NOT NULL REFERENCES background_events,
    role TEXT NOT NULL, position INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES names,
    country TEXT, sector TEXT,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE TABLE background_values (          -- what else a row measures: range 350 km
    event INTEGER NOT NULL REFERENCES background_events,
    name TEXT NOT NULL, value REAL NOT NULL, unit TEXT,
    PRIMARY KEY (event, name)
) WITHOUT ROWID;

-- What a person decided; never written by the machine, never lost when dispatches are read again. Of a finding: its
-- dispatch, and what it was then, so that a finding that changed is no longer the one judged; of a claim that is
-- mended, what it is now, and in `other` what it was.
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                   -- right, wrong, mended; merge, split; join, part
    target TEXT NOT NULL,                 -- the dispatch's id; of a merge or split, an entity's key
    sort TEXT, start INTEGER, "end" INTEGER, identity TEXT, -- claim or event, its span, who and how
    other TEXT,                           -- merge: the key that is the same; split: the new key; join, part: a dispatch;
                                          -- mended: JSON, as found and as it is instead (record/mending.py)
    dispatches TEXT,                      -- split: JSON, the ids of the dispatches in which it is the new one
    note TEXT,
    judge TEXT NOT NULL, judged TEXT NOT NULL,      -- who and when (UTC)
    undone_by TEXT, undone TEXT
);
CREATE INDEX judgements_target ON judgements (target);

-- What could not be taken in, and why; `settled` when a later try did.
CREATE TABLE failures (
    path TEXT PRIMARY KEY,
    source TEXT NOT NULL,                 -- the file or address to try again
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL, first_tried TEXT NOT NULL, last_tried TEXT NOT NULL, settled TEXT
);

-- What a fetched address last said of itself, to ask it only for what is new.
CREATE TABLE fetched (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, fetched TEXT NOT NULL);

-- What is still to be worked out after a dispatch is kept: its versions and copies.
CREATE TABLE unsettled (dispatch INTEGER PRIMARY KEY REFERENCES dispatches);

-- What happened, as dispatches and background records tell it, and who takes part: what checks ask.
CREATE VIEW happenings AS
SELECT 'd' || v.id AS id, substr(d.id, 1, 12) || ':' || v.local AS name, NULL AS background, v.dispatch AS dispatch,
    v.type AS type, v.status AS status, v.outcome AS outcome, v.least AS least, v.most AS most,
    v.begins AS begins, v.ends AS ends, d.sent AS known, n.name AS place, v.country AS country
FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch LEFT JOIN names AS n ON n.id = v.place
WHERE d.state = 'current'
UNION ALL
SELECT 'b' || b.id, k.name || '#' || b.row, k.name, NULL, b.type, b.status, b.outcome, b.least, b.most,
    b.begins, b.ends, b.known, n.name, b.country
FROM background_events AS b JOIN backgrounds AS k ON k.id = b.background LEFT JOIN names AS n ON n.id = b.place;
CREATE VIEW takers AS
SELECT 'd' || p.event AS happening, p.role AS role, n.name AS name, n.folded AS folded, p.country AS country,
    p.sector AS sector, p.entity AS entity FROM participants AS p JOIN names AS n ON n.id = p.name
UNION ALL
SELECT 'b' || p.event, p.role, n.name, n.folded, p.country, p.sector, NULL
FROM background_participants AS p JOIN names AS n ON n.id = p.name;

-- The words of claims, and of dispatches, to be searched; accents folded.
CREATE VIEW contents AS
SELECT c.id AS id, coalesce(c.words, substr(d.text, c.start + 1, c."end" - c.start)) AS content
FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch;
CREATE VIRTUAL TABLE claim_words USING fts5 (
    content, content = 'contents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE dispatch_words USING fts5 (
    text, content = 'dispatches', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
