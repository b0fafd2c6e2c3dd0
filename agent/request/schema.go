package request

// migrations is the schema's history; see sqlite.Open and FORMAT.md. Never
// change an entry, append one.
var migrations = []string{
	// 1: requests and everything found and decided for them.
	`
CREATE TABLE request (
	id TEXT PRIMARY KEY,
	right TEXT NOT NULL,
	received TEXT NOT NULL,
	profile TEXT NOT NULL,             -- JSON
	state TEXT NOT NULL,
	created TEXT NOT NULL,
	closed TEXT NOT NULL DEFAULT '',
	outcome TEXT NOT NULL DEFAULT '',
	secret BLOB NOT NULL,              -- key of the hashes in the case file
	proposed TEXT NOT NULL DEFAULT ''  -- what the stored proposals were made from
);
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	kind TEXT NOT NULL,
	day TEXT NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	by TEXT NOT NULL,
	recorded TEXT NOT NULL
);
CREATE INDEX event_request ON event (request);
CREATE TABLE find (
	request TEXT NOT NULL REFERENCES request (id),
	run INTEGER NOT NULL,
	at TEXT NOT NULL,
	queries TEXT NOT NULL,             -- JSON list
	PRIMARY KEY (request, run)
) WITHOUT ROWID;
CREATE TABLE match (
	request TEXT NOT NULL REFERENCES request (id),
	item TEXT NOT NULL,
	entry_sha256 TEXT NOT NULL,        -- of the held bytes
	sha256 TEXT NOT NULL,              -- of the item's own
	body TEXT NOT NULL,                -- JSON of Match
	first INTEGER NOT NULL,            -- run that found it first
	changed INTEGER NOT NULL,          -- run that found it last with another text
	run INTEGER NOT NULL,              -- run that found it last
	PRIMARY KEY (request, item)
) WITHOUT ROWID;
CREATE TABLE person (
	request TEXT NOT NULL REFERENCES request (id),
	id TEXT NOT NULL,
	body TEXT NOT NULL,                -- JSON of Person
	PRIMARY KEY (request, id)
) WITHOUT ROWID;
CREATE TABLE mark (
	request TEXT NOT NULL REFERENCES request (id),
	item TEXT NOT NULL,
	n INTEGER NOT NULL,                -- order in the item
	id TEXT NOT NULL,
	body TEXT NOT NULL,                -- JSON of the mark
	PRIMARY KEY (request, item, n)
) WITHOUT ROWID;
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	target TEXT NOT NULL,              -- item:ID, person:ID or mark:ID
	verdict TEXT NOT NULL,
	code TEXT NOT NULL,
	reason TEXT NOT NULL,
	by TEXT NOT NULL,
	at TEXT NOT NULL,
	batch TEXT NOT NULL,               -- decisions taken by one act, undone by one
	undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX decision_request ON decision (request);
CREATE TABLE release (
	request TEXT NOT NULL REFERENCES request (id),
	by TEXT NOT NULL,
	at TEXT NOT NULL,
	stamp TEXT NOT NULL                -- of what was released
);
CREATE TABLE looked (                 -- unread items that somebody looked at by hand
	item TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL,
	note TEXT NOT NULL,
	by TEXT NOT NULL,
	at TEXT NOT NULL
) WITHOUT ROWID;
`,
	// 2: whether an officer ran find, or the agent did by itself.
	`ALTER TABLE find ADD COLUMN officer INTEGER NOT NULL DEFAULT 1`,
	// 3: the mark or person that was decided on.
	`ALTER TABLE decision ADD COLUMN target_body TEXT NOT NULL DEFAULT ''`,
	// 4: what officers added to items that could not be read. The latest of a
	// kind counts.
	`
CREATE TABLE attached (
	id INTEGER PRIMARY KEY,
	item TEXT NOT NULL,
	sha256 TEXT NOT NULL,              -- of the item's bytes
	kind TEXT NOT NULL,                -- transcript or copy
	file TEXT NOT NULL,                -- hash of the file, and its name under attached/
	name TEXT NOT NULL,                -- the file's own
	text TEXT NOT NULL,                -- of a transcript
	note TEXT NOT NULL,
	by TEXT NOT NULL,
	at TEXT NOT NULL
);
CREATE INDEX attached_item ON attached (item);
CREATE INDEX attached_sha256 ON attached (sha256);
`,
	// 5: items that officers added to a request, and for which request a redacted
	// copy is.
	`
CREATE TABLE added (
	id INTEGER PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	kind TEXT NOT NULL,                -- document, scan, transcript or form
	file TEXT NOT NULL,                -- hash of its bytes
	name TEXT NOT NULL,                -- the file's own
	title TEXT NOT NULL,
	day TEXT NOT NULL,
	note TEXT NOT NULL,
	by TEXT NOT NULL,
	at TEXT NOT NULL
);
CREATE INDEX added_request ON added (request);
ALTER TABLE attached ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE attached ADD COLUMN media_type TEXT NOT NULL DEFAULT '';
`,
	// 6: what was handed over, to whom and on whose authority.
	`
CREATE TABLE handover (
	id INTEGER PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	recipient_of TEXT NOT NULL,        -- subject, or an organisation
	recipient TEXT NOT NULL,
	authority TEXT NOT NULL,
	method TEXT NOT NULL,
	pack TEXT NOT NULL,
	manifest TEXT NOT NULL,            -- SHA-256 of the pack's manifest
	files INTEGER NOT NULL,
	row_count INTEGER NOT NULL,
	by TEXT NOT NULL,
	at TEXT NOT NULL
);
CREATE INDEX handover_request ON handover (request);
`,
	// 7: the source whose terms hold for what was added.
	`ALTER TABLE added ADD COLUMN source TEXT NOT NULL DEFAULT ''`,
	// 8: the rules of the clock under which a request was opened.
	`ALTER TABLE request ADD COLUMN rule_set TEXT NOT NULL DEFAULT ''`,
	// 9: what officers changed about the queries of a request, clues for its
	// profile, and with what a run of find was made.
	`
CREATE TABLE query (
	id INTEGER PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	text TEXT NOT NULL,                -- as the query prints itself
	act TEXT NOT NULL,                 -- add, remove, off or on
	by TEXT NOT NULL,
	at TEXT NOT NULL
);
CREATE INDEX query_request ON query (request);
CREATE TABLE clue (
	request TEXT NOT NULL REFERENCES request (id),
	n INTEGER NOT NULL,
	fact TEXT NOT NULL,
	key TEXT NOT NULL,                 -- its value without case and blanks
	value TEXT NOT NULL,
	items TEXT NOT NULL,               -- JSON list
	likelihood TEXT NOT NULL,
	offered INTEGER NOT NULL,          -- by the last run of find
	state TEXT NOT NULL DEFAULT '',    -- taken or dismissed
	by TEXT NOT NULL DEFAULT '',
	at TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (request, n),
	UNIQUE (request, fact, key)
) WITHOUT ROWID;
ALTER TABLE find ADD COLUMN edited TEXT NOT NULL DEFAULT '{}';
`,
	// 10: places of items that raise a gate.
	`
CREATE TABLE cue (
	request TEXT NOT NULL REFERENCES request (id),
	item TEXT NOT NULL,
	n INTEGER NOT NULL,                -- order in the item
	body TEXT NOT NULL,                -- JSON of the cue
	PRIMARY KEY (request, item, n)
) WITHOUT ROWID;
`,
}
