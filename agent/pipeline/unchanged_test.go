package pipeline_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // the driver "sqlite3"

	"sarsen/agent/pipeline"
	"sarsen/crawlers"
	"sarsen/crawlers/memory"
	"sarsen/index"
)

// counting is a source that counts how often something of it is opened.
type counting struct {
	*memory.Source
	opened atomic.Int64
}

func (c *counting) Open(ctx context.Context, e crawlers.Entry) (crawlers.Content, error) {
	c.opened.Add(1)
	return c.Source.Open(ctx, e)
}

// counted is an index that counts updates.
type counted struct {
	index.Engine
	updates atomic.Int64
}

func (c *counted) Update(ctx context.Context, docs []index.Document, gone []string) error {
	c.updates.Add(1)
	return c.Engine.Update(ctx, docs, gone)
}

// TestNothingChanged holds a pass over what has not changed to this: it opens
// nothing, and writes no row of an entry, an item or a text, nor to the index.
func TestNothingChanged(t *testing.T) {
	dir := t.TempDir()
	cat, engine := stores(t, dir)
	src, words := &counting{Source: memory.New()}, &counted{Engine: engine}
	for i := range 100 {
		src.PutFile(fmt.Sprintf("folder %d/%d.txt", i%7, i), []byte(fmt.Sprint("text ", i)))
	}
	src.Put(crawlers.Entry{Key: "a.mbox", Store: true}, nil)
	for i := range 20 {
		src.Put(crawlers.Entry{Key: fmt.Sprint("a.mbox/", i), Path: "a.mbox", Part: fmt.Sprint("message ", i)}, []byte("message"))
	}
	c := pipeline.Crawl{Catalogue: cat, Index: words, Extractor: &album{}, Slots: 2, Now: time.Now}
	pass := func() (pipeline.Report, int64, int64) {
		t.Helper()
		opened, updates := src.opened.Load(), words.updates.Load()
		r, err := c.Run(t.Context(), "shares", "memory", src)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cat.Purge(t.Context(), "shares", nil, time.Now()); err != nil {
			t.Fatal(err)
		}
		return r, src.opened.Load() - opened, words.updates.Load() - updates
	}
	if r, opened, updates := pass(); r.Read != 121 || opened != 120 || updates == 0 {
		t.Fatalf("first pass: %+v, opened %d, %d updates", r, opened, updates)
	}
	written := watchRows(t, filepath.Join(dir, "catalogue.db"))
	if r, opened, updates := pass(); r.Read != 0 || opened != 0 || updates != 0 || written() != 0 {
		t.Errorf("nothing changed: %+v, opened %d, %d updates, wrote %d rows", r, opened, updates, written())
	}
	src.PutFile("folder 1/1.txt", []byte("another text"))
	if r, opened, _ := pass(); r.Read != 1 || opened != 1 || written() == 0 {
		t.Errorf("one changed: %+v, opened %d, wrote %d rows", r, opened, written())
	}
}

// watchRows counts from now on each row of the catalogue that is written.
func watchRows(t *testing.T, path string) (written func() int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	run := func(statement string) {
		t.Helper()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	run(`CREATE TABLE written (n INTEGER)`)
	for _, table := range []string{"entry", "item", "text", "late", "vanished"} {
		for _, deed := range []string{"INSERT", "UPDATE", "DELETE"} {
			run(fmt.Sprintf(`CREATE TRIGGER watch_%s_%s AFTER %s ON %s BEGIN INSERT INTO written VALUES (1); END`, table, deed, deed, table))
		}
	}
	return func() (n int) {
		t.Helper()
		if err := db.QueryRow(`SELECT count(*) FROM written`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
}
