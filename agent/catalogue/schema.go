package catalogue

// migrations is the schema's history; see sqlite.Open. Never change an entry,
// append one.
var migrations = []string{
	// 1: sources' passes, the entries they met, the items in them, their text.
	`
CREATE TABLE pass (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	location TEXT NOT NULL,
	number INTEGER NOT NULL,       -- counts a source's passes from 1
	started TEXT NOT NULL,
	finished TEXT NOT NULL DEFAULT '', -- '' while it runs or when it was cut off
	new INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	moved INTEGER NOT NULL DEFAULT 0,
	gone INTEGER NOT NULL DEFAULT 0, -- entries found vanished by this pass
	UNIQUE (source, number)
);
CREATE TABLE entry (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	key TEXT NOT NULL,
	path TEXT NOT NULL,
	part TEXT NOT NULL,
	locator TEXT NOT NULL,
	stamp TEXT NOT NULL,
	version INTEGER NOT NULL,      -- of the extractor that read it
	media_type TEXT NOT NULL,      -- as given by the source
	store INTEGER NOT NULL,
	denied INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	first INTEGER NOT NULL,        -- pass that met it first
	pass INTEGER NOT NULL,         -- pass that met it last; since 3 that wrote it last
	vanished INTEGER NOT NULL DEFAULT 0,
	UNIQUE (source, key)
);
CREATE INDEX entry_pass ON entry (source, pass);
CREATE INDEX entry_sha256 ON entry (source, sha256);
CREATE TABLE item (
	id TEXT PRIMARY KEY,
	entry INTEGER NOT NULL REFERENCES entry (id),
	source TEXT NOT NULL,
	path TEXT NOT NULL,
	part TEXT NOT NULL,
	parent TEXT NOT NULL,          -- item that holds this one
	family TEXT NOT NULL,          -- outermost message or container
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	title TEXT NOT NULL,
	author TEXT NOT NULL,
	owner TEXT NOT NULL,
	created TEXT NOT NULL,
	modified TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT NOT NULL,
	pages INTEGER NOT NULL,
	size INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	text_hash TEXT NOT NULL,       -- of the text with white space evened out, for duplicates
	message_id TEXT NOT NULL,
	mail TEXT NOT NULL,            -- JSON of documents.Mail, '' for other items
	vanished INTEGER NOT NULL DEFAULT 0,
	dirty INTEGER NOT NULL DEFAULT 1 -- not in the index as it stands here
);
CREATE INDEX item_entry ON item (entry);
CREATE INDEX item_state ON item (source, state);
CREATE INDEX item_dirty ON item (dirty) WHERE dirty = 1;
CREATE INDEX item_sha256 ON item (sha256);
CREATE TABLE body (
	item TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
	text BLOB NOT NULL,            -- zstd
	bounds BLOB NOT NULL           -- zstd of JSON
) WITHOUT ROWID;
`,
	// 2: how many items the index has to hold, at every start.
	`CREATE INDEX item_vanished ON item (vanished);`,
	// 3: texts one after the other instead of by item, which wasted more than
	// half of the file; which entries a pass met is no longer written to them;
	// the account is counted from an index.
	`
CREATE TABLE text (
	item TEXT NOT NULL UNIQUE REFERENCES item (id) ON DELETE CASCADE,
	text BLOB NOT NULL,            -- zstd
	bounds BLOB NOT NULL           -- see encodeBounds
);
INSERT INTO text SELECT item, text, bounds FROM body;
DROP TABLE body;
DROP INDEX entry_pass;
DROP INDEX item_state;
DROP INDEX item_sha256;
DROP INDEX item_vanished;
CREATE INDEX entry_live ON entry (source) WHERE vanished = 0;
CREATE INDEX entry_message ON entry (source, path) WHERE part <> '';
CREATE INDEX entry_denied ON entry (source) WHERE denied = 1;
CREATE INDEX item_count ON item (source, vanished, state, parent, size);
`,
	// 4: what is left for other programs, and what they recognised.
	`
CREATE TABLE late (
	item TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
	source TEXT NOT NULL,
	convert INTEGER NOT NULL,      -- 1: the whole document is to be converted
	work TEXT NOT NULL,            -- JSON of documents.Late
	done TEXT NOT NULL             -- settings with which it was done or tried; '' for not yet
) WITHOUT ROWID;
CREATE INDEX late_source ON late (source);
CREATE TABLE drawing (             -- which picture a page of a document is
	sha256 TEXT NOT NULL,          -- of the document
	page INTEGER NOT NULL,
	dpi INTEGER NOT NULL,
	picture TEXT NOT NULL,         -- hash of the pixels
	PRIMARY KEY (sha256, page, dpi)
) WITHOUT ROWID;
CREATE TABLE recognition (         -- what was recognised on a picture
	picture TEXT NOT NULL,
	languages TEXT NOT NULL,
	engine TEXT NOT NULL,          -- name and version
	page BLOB NOT NULL,            -- zstd of JSON of documents.Recognition
	UNIQUE (picture, languages, engine)
);
CREATE TABLE conversion (          -- what a converted document turned out to hold
	sha256 TEXT NOT NULL,          -- of the document
	engine TEXT NOT NULL,          -- name and version
	item BLOB NOT NULL,            -- zstd of JSON of documents.Item
	UNIQUE (sha256, engine)
);
`,
	// 5: since when items are known to have vanished, for deletion.
	`
CREATE TABLE vanished (
	item TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
	since TEXT NOT NULL
) WITHOUT ROWID;
`,
	// 6: which messages belong together, by header.
	`
CREATE TABLE related (
	name TEXT NOT NULL,            -- see relations
	item TEXT NOT NULL,            -- may be gone
	PRIMARY KEY (name, item)
) WITHOUT ROWID;
INSERT OR IGNORE INTO related SELECT coalesce(json_extract(mail, '$.references[0]'), json_extract(mail, '$.in_reply_to'), message_id), id
	FROM item WHERE mail <> '';
INSERT OR IGNORE INTO related SELECT json_extract(mail, '$.in_reply_to'), id FROM item WHERE mail <> '' AND json_extract(mail, '$.in_reply_to') <> '';
INSERT OR IGNORE INTO related SELECT json_extract(mail, '$.conversation'), id FROM item WHERE mail <> '' AND json_extract(mail, '$.conversation') <> '';
DELETE FROM related WHERE name = '';
`,
	// 7: items in the order of Each, without sorting them in memory.
	`CREATE INDEX item_place ON item (source, path, part);`,
	// 8: whom the items name, each name once; see SetNamer.
	`
CREATE TABLE known (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	email TEXT NOT NULL,
	post TEXT NOT NULL,
	listed INTEGER NOT NULL,
	items INTEGER NOT NULL,        -- how many name it
	UNIQUE (name, email, post, listed)
);
CREATE TABLE naming (
	item TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
	known BLOB NOT NULL            -- see packIDs
) WITHOUT ROWID;
CREATE TABLE naming_state (        -- one row, once something was read
	version INTEGER NOT NULL,      -- of what reads the names
	at INTEGER NOT NULL,           -- text.rowid up to which older texts were read
	until INTEGER NOT NULL         -- and that of the last of them
);
`,
}
