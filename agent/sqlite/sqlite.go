// Package sqlite opens the SQLite files of the register and the catalogue and
// brings them to the schema the program knows.
//
// It holds no schema of its own and knows nothing of what is stored.
package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // the driver "sqlite3"
)

// ErrNewer is returned by Open for a file that a newer program has written.
var ErrNewer = errors.New("written by a newer version of sarsen: install that version")

// Open opens or creates the database at path and runs those of the migrations
// that it has not seen. The list is append-only: its length is the version of
// the schema, kept in the file as user_version. Each migration is one
// transaction. The file, and those that SQLite keeps beside it, are readable by
// their owner only.
func Open(path string, migrations []string) (*sql.DB, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	params := url.Values{"_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(10000)",
		"foreign_keys(1)", "temp_store(memory)", "secure_delete(1)",
	}, "_txlock": {"immediate"}}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: params.Encode()}
	db, err := sql.Open("sqlite3", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	if err := errors.Join(migrate(db, migrations), protect(path)); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", filepath.Base(path), err), db.Close())
	}
	return db, nil
}

// protect takes the files of an open database away from other users. They stay
// until it is closed.
func protect(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(path+suffix, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("protect database: %w", err)
		}
	}
	return nil
}

func migrate(db *sql.DB, migrations []string) error {
	var version int
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("schema %d, this program knows %d: %w", version, len(migrations), ErrNewer)
	}
	for i, m := range migrations[version:] {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(m + fmt.Sprintf("; PRAGMA user_version = %d", version+i+1)); err != nil {
			return errors.Join(fmt.Errorf("bring schema to version %d: %w", version+i+1, err), tx.Rollback())
		}
		if err := tx.Commit(); err != nil {
			return fmt.Errorf("bring schema to version %d: %w", version+i+1, err)
		}
	}
	return nil
}

// layout keeps every stored time the same length, so that they sort as text.
const layout = "2006-01-02T15:04:05.000000000Z"

// Time is how a time is stored: UTC, RFC 3339 with nanoseconds; the zero time
// as "".
func Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(layout)
}

// ParseTime reads what Time wrote; "" and what does not parse are the zero time.
func ParseTime(s string) time.Time {
	t, err := time.Parse(layout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
