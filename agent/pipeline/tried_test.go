package pipeline_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/memory"
)

// safe reads everything when it has the key, and else what is not locked.
type safe struct {
	key  bool
	read []string // content that was opened since it was last asked
}

func (s *safe) Extract(_ context.Context, _, _ string, c crawlers.Content, emit func(documents.Item) error) error {
	data := make([]byte, c.Size())
	if _, err := c.ReadAt(data, 0); err != nil {
		return err
	}
	s.read = append(s.read, string(data))
	if string(data) == "locked" && !s.key {
		return emit(documents.Item{State: crawlers.Encrypted, Reason: "needs a password"})
	}
	return emit(documents.Item{State: crawlers.Indexed, Text: string(data)})
}

func (*safe) Open(context.Context, string, string, crawlers.Content, string) ([]byte, error) {
	return nil, crawlers.ErrGone
}

func (s *safe) asked() []string {
	read := s.read
	s.read = nil
	slices.Sort(read)
	return read
}

func TestCrawlReadsAgainWithOtherPasswords(t *testing.T) {
	cat, engine := stores(t, t.TempDir())
	src := memory.New()
	src.PutFile("open.txt", []byte("open"))
	src.PutFile("locked.txt", []byte("locked"))
	src.Put(crawlers.Entry{Key: "a.mbox", Store: true}, nil)
	src.Put(crawlers.Entry{Key: "a.mbox/1", Path: "a.mbox", Part: "message 1"}, []byte("locked"))
	src.Put(crawlers.Entry{Key: "a.mbox/2", Path: "a.mbox", Part: "message 2"}, []byte("message"))
	reader := &safe{}
	pass := func(settings string) []string {
		t.Helper()
		c := pipeline.Crawl{Catalogue: cat, Index: engine, Extractor: reader, Slots: 1, Settings: settings, Now: time.Now}
		if _, err := c.Run(t.Context(), "shares", "memory", src); err != nil {
			t.Fatal(err)
		}
		return reader.asked()
	}
	steps := []struct {
		name, settings string
		key            bool
		want           []string
	}{
		{"the first pass reads everything", "none", false, []string{"locked", "locked", "message", "open"}},
		{"the same settings read nothing again", "none", false, nil},
		{"other settings read what was locked", "wrong", false, []string{"locked", "locked"}},
		{"the right ones too", "right", true, []string{"locked", "locked"}},
		{"and then nothing", "right", true, nil},
		{"what has been read needs no settings", "none", false, nil},
	}
	for _, s := range steps {
		reader.key = s.key
		if got := pass(s.settings); !slices.Equal(got, s.want) {
			t.Errorf("%s: read %q, want %q", s.name, got, s.want)
		}
	}
	// A store that grew remembers that some of what it had was not read.
	src.Put(crawlers.Entry{Key: "a.mbox/3", Path: "a.mbox", Part: "message 3"}, []byte("locked"))
	src.Put(crawlers.Entry{Key: "a.mbox", Store: true}, nil)
	reader.key = false
	pass("none")
	src.Put(crawlers.Entry{Key: "a.mbox/4", Path: "a.mbox", Part: "message 4"}, []byte("new"))
	src.Put(crawlers.Entry{Key: "a.mbox", Store: true}, nil)
	if got := pass("none"); !slices.Equal(got, []string{"new"}) {
		t.Errorf("the store grew: read %q", got)
	}
	reader.key = true
	if got := pass("right"); !slices.Equal(got, []string{"locked"}) {
		t.Errorf("what was locked in a store that grew: read %q", got)
	}
	cov, err := cat.Coverage(t.Context(), "shares")
	if err != nil {
		t.Fatal(err)
	}
	if cov.Seen != 7 || cov.ByState[crawlers.Indexed] != 7 {
		t.Errorf("coverage %+v", cov)
	}
}
