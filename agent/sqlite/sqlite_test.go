package sqlite_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"sarsen/agent/sqlite"
)

func open(t *testing.T, path string, migrations ...string) *sql.DB {
	t.Helper()
	db, err := sqlite.Open(path, migrations)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func number(t *testing.T, db *sql.DB, query string) int {
	t.Helper()
	var n int
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const (
	makeTable = `CREATE TABLE a (n INTEGER); INSERT INTO a VALUES (1)`
	addRow    = `INSERT INTO a VALUES (2)`
)

func TestMigrationsRunOnceEach(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	steps := []struct {
		name       string
		migrations []string
		rows       int
	}{
		{"new file", []string{makeTable}, 1},
		{"opened again", []string{makeTable}, 1},
		{"one migration more", []string{makeTable, addRow}, 2},
		{"all known", []string{makeTable, addRow}, 2},
	}
	for _, s := range steps {
		t.Run(s.name, func(t *testing.T) {
			db := open(t, path, s.migrations...)
			if got := number(t, db, "SELECT count(*) FROM a"); got != s.rows {
				t.Errorf("%d rows, want %d", got, s.rows)
			}
			if got := number(t, db, "PRAGMA user_version"); got != len(s.migrations) {
				t.Errorf("schema %d, want %d", got, len(s.migrations))
			}
		})
	}
}

func TestFailedMigrationLeavesTheFileAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	if err := open(t, path, makeTable).Close(); err != nil {
		t.Fatal(err)
	}
	if db, err := sqlite.Open(path, []string{makeTable, addRow + `; INSERT INTO missing VALUES (1)`}); err == nil {
		t.Fatal("opened all the same", db.Close())
	}
	db := open(t, path, makeTable)
	if got := number(t, db, "SELECT count(*) FROM a"); got != 1 {
		t.Errorf("%d rows, want 1: half a migration stayed", got)
	}
}

func TestNewerFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	if err := open(t, path, makeTable, addRow).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(path, []string{makeTable}); !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	text := []byte("Dear Sir or Madam, this letter is no database. It is long enough to hold a header of one hundred bytes.")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if db, err := sqlite.Open(path, []string{makeTable}); err == nil {
		t.Fatal("opened all the same", db.Close())
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != string(text) {
		t.Errorf("the file was changed: %v", err)
	}
}

func TestPathsAreTakenLiterally(t *testing.T) {
	for _, name := range []string{"with space", "100%", "%41", "a#b", "a&b=c", "+", "é", "a;b"} {
		t.Run(name, func(t *testing.T) { checkPath(t, name) })
	}
	if runtime.GOOS != "windows" {
		for _, name := range []string{"who?", "?mode=memory", "a:b", `back\slash`, `"quoted"`} {
			t.Run(name, func(t *testing.T) { checkPath(t, name) })
		}
	}
}

func checkPath(t *testing.T, name string) {
	dir := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name+".db")
	if err := open(t, path, makeTable).Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != name+".db" {
		t.Errorf("the folder holds %v, want the one file (%v)", files, err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("the file that was named is not the database: %v", err)
	}
}

func TestRelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := open(t, "x.db", makeTable).Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat("x.db"); err != nil || info.Size() == 0 {
		t.Errorf("the file that was named is not the database: %v", err)
	}
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no permissions of this kind here")
	}
	dir := t.TempDir()
	open(t, filepath.Join(dir, "x.db"), makeTable)
	files, err := os.ReadDir(dir) // with the log beside it, since it is open
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Name(), info.Mode())
		}
	}
}

func TestForeignKeysHold(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "x.db"),
		`CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a (id))`)
	if _, err := db.Exec(`INSERT INTO b VALUES (7)`); err == nil {
		t.Error("a row that refers to nothing was taken")
	}
}

func TestTime(t *testing.T) {
	summer := time.FixedZone("BST", 3600)
	tests := map[string]struct {
		time time.Time
		text string
	}{
		"zero":              {time.Time{}, ""},
		"whole second":      {time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC), "2026-03-29T12:00:00.000000000Z"},
		"nanosecond":        {time.Date(2026, 3, 29, 12, 0, 0, 1, time.UTC), "2026-03-29T12:00:00.000000001Z"},
		"of another zone":   {time.Date(2026, 6, 1, 0, 30, 0, 0, summer), "2026-05-31T23:30:00.000000000Z"},
		"long before there": {time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC), "1899-12-31T00:00:00.000000000Z"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := sqlite.Time(tt.time); got != tt.text {
				t.Errorf("written as %q, want %q", got, tt.text)
			}
			if got := sqlite.ParseTime(tt.text); !got.Equal(tt.time) {
				t.Errorf("read as %v, want %v", got, tt.time)
			}
		})
	}
	if got := sqlite.ParseTime("yesterday"); !got.IsZero() {
		t.Errorf("nonsense read as %v", got)
	}
}
