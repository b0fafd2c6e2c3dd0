package memory_test

import (
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/memory"
)

func TestSuite(t *testing.T) {
	crawlertest.Run(t, crawlertest.Config{
		New: func(*testing.T) crawlers.Source {
			s := memory.New()
			s.PutFile("b/letter.txt", []byte("Dear Ms Penhaligon"))
			s.PutFile("empty.txt", nil)
			s.Put(crawlers.Entry{Key: "m1", Path: "mail", Part: "message 1"}, []byte("Subject: one"))
			s.Put(crawlers.Entry{Key: "mail", Store: true}, nil)
			s.Put(crawlers.Entry{Key: "m2", Path: "mail", Part: "message 2"}, []byte("Subject: two"))
			s.Put(crawlers.Entry{Key: "secret", State: crawlers.Denied, Reason: "permission denied"}, nil)
			return s
		},
		Want: map[string]string{
			"b/letter.txt":      "Dear Ms Penhaligon",
			"empty.txt":         "",
			"mail // message 1": "Subject: one",
			"mail // message 2": "Subject: two",
		},
	})
}

func TestPutReplaces(t *testing.T) {
	s := memory.New()
	s.PutFile("a", []byte("one"))
	first := walk(t, s)[0]
	s.PutFile("a", []byte("two"))
	got := walk(t, s)
	if len(got) != 1 || got[0].Stamp == first.Stamp {
		t.Errorf("got %+v after %+v, want one entry with another stamp", got, first)
	}
	s.Remove("a")
	if got := walk(t, s); len(got) != 0 {
		t.Errorf("got %+v, want nothing", got)
	}
}

func walk(t *testing.T, s crawlers.Source) (all []crawlers.Entry) {
	t.Helper()
	if err := s.Walk(t.Context(), func(e crawlers.Entry) error { all = append(all, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}
