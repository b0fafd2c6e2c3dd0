package pst_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// file is a store in memory that knows whether it was closed.
type file struct {
	*bytes.Reader
	closed bool
}

func (f *file) Close() error {
	f.closed = true
	return nil
}

func content(data []byte) *file { return &file{Reader: bytes.NewReader(data)} }

func entries(t *testing.T, s *pst.Store, data []byte) (out []crawlers.Entry) {
	t.Helper()
	err := s.List(content(data), func(e crawlers.Entry) error {
		out = append(out, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStore(t *testing.T) {
	s := pst.NewStore()
	data := sample(psttest.Unicode, 1).Bytes()
	found := entries(t, s, data)
	if len(found) != 3 {
		t.Fatalf("%d entries", len(found))
	}
	for _, e := range found {
		if e.Key == "" || e.Part == "" || e.Stamp == "" || e.State != "" || e.MediaType != pst.MessageMediaType {
			t.Errorf("entry %+v", e)
		}
		f := content(data)
		c, err := s.Open(f, e.Locator)
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
		if err != nil || int64(len(all)) != c.Size() {
			t.Errorf("%s: %d bytes of %d, %v", e.Part, len(all), c.Size(), err)
		}
		if _, err := pst.ReadMessage(bytes.NewReader(all), c.Size()); err != nil {
			t.Errorf("%s: %v", e.Part, err)
		}
		if err := c.Close(); err != nil || !f.closed {
			t.Errorf("%s: not closed", e.Part)
		}
	}
}

func TestStoreOpenGone(t *testing.T) {
	s := pst.NewStore()
	data := sample(psttest.Unicode, 1).Bytes()
	good := entries(t, s, data)[0].Locator
	item, key, _ := strings.Cut(good, "@")
	for name, locator := range map[string]string{
		"nothing": "", "no number": "nx@" + key, "no such message": "n2fffe4@" + key,
		"a folder": "n8022@" + key, "another store": item + "@000000000000", "all of it": "all",
	} {
		f := content(data)
		if _, err := s.Open(f, locator); !errors.Is(err, crawlers.ErrGone) || !f.closed {
			t.Errorf("%s: %v, closed %v", name, err, f.closed)
		}
	}
}

func TestStoreThatCannotBeRead(t *testing.T) {
	protected := sample(psttest.Unicode, 0).Bytes()
	protected[513] = 0x10
	for name, test := range map[string]struct {
		data []byte
		want crawlers.State
	}{
		"cut short": {[]byte("!BDN and no more"), crawlers.Damaged},
		"protected": {protected, crawlers.Encrypted},
	} {
		found := entries(t, pst.NewStore(), test.data)
		if len(found) != 1 || found[0].State != test.want || found[0].Reason == "" || found[0].Stamp == "" {
			t.Errorf("%s: %+v", name, found)
		}
	}
}

// A store that has changed is not taken for what it was.
func TestStoreRemembersEachStateOfAStore(t *testing.T) {
	s := pst.NewStore()
	one := sample(psttest.Unicode, 0)
	two := one
	two.Names = append([]psttest.Name{{Set: [16]byte{1}, Text: "first"}}, one.Names...)
	for range 2 {
		for _, store := range []psttest.Store{one, two} {
			data := store.Bytes()
			c, err := s.Open(content(data), entries(t, s, data)[0].Locator)
			if err != nil {
				t.Fatal(err)
			}
			m, err := pst.ReadMessage(c, c.Size())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range m.Props {
				if p.ID == 0x8000 && (p.Name == nil || (p.Name.Text == "first") != (len(store.Names) == 3)) {
					t.Errorf("%d names: the first is %+v", len(store.Names), p.Name)
				}
			}
		}
	}
}
