package mbox_test

import (
	"errors"
	"io"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/mbox"
	"sarsen/crawlers/memory"
)

func list(t *testing.T, data string) (all []crawlers.Entry) {
	t.Helper()
	err := mbox.Store{}.List(memory.Content([]byte(data)), func(e crawlers.Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

const (
	one   = from + "Message-ID: <1@parish.example>\nSubject: one\n\n>From me\n\n"
	two   = from + "message-id: <2@parish.example>\nSubject: two\n\nbody\n\n"
	plain = from + "Subject: three\n\nbody\n\n"
)

func TestListWhenMailIsAdded(t *testing.T) {
	before, after := list(t, one+two), list(t, one+two+plain)
	if len(before) != 2 || len(after) != 3 {
		t.Fatalf("got %d and %d messages, want 2 and 3", len(before), len(after))
	}
	for i := range before {
		if before[i] != after[i] {
			t.Errorf("message %d changed from %+v to %+v", i+1, before[i], after[i])
		}
	}
}

func TestListWhenMailIsDeleted(t *testing.T) {
	before, after := list(t, one+two), list(t, two)
	if after[0].Key != before[1].Key {
		t.Error("the message that moved up is another item now")
	}
	if after[0].Stamp == before[1].Stamp {
		t.Error("the message that moved up has its old stamp, hence its old locator")
	}
}

func TestListTellsCopiesApart(t *testing.T) {
	got := list(t, plain+plain+one+one)
	keys := map[string]bool{}
	for _, e := range got {
		keys[e.Key] = true
	}
	if len(keys) != 4 {
		t.Errorf("got %d keys for 4 messages", len(keys))
	}
}

func TestOpen(t *testing.T) {
	entries := list(t, one+two)
	tests := map[string]struct {
		data, locator, want string
		err                 error
	}{
		"escaped":         {one + two, entries[0].Locator, "Message-ID: <1@parish.example>\nSubject: one\n\nFrom me\n", nil},
		"plain":           {one + two, entries[1].Locator, "message-id: <2@parish.example>\nSubject: two\n\nbody\n", nil},
		"grown since":     {one + two + plain, entries[1].Locator, "message-id: <2@parish.example>\nSubject: two\n\nbody\n", nil},
		"cut since":       {one, entries[1].Locator, "", crawlers.ErrGone},
		"another there":   {two + one + plain, entries[1].Locator, "", crawlers.ErrGone},
		"locator damaged": {one, "0+x", "", crawlers.ErrGone},
		"out of range":    {one, "-5+10+s00", "", crawlers.ErrGone},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := mbox.Store{}.Open(memory.Content([]byte(tt.data)), tt.locator)
			if !errors.Is(err, tt.err) {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			if err != nil {
				return
			}
			got, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestUnquotedReadsAnywhere reads a quoted message from every offset in pieces
// of several sizes.
func TestUnquotedReadsAnywhere(t *testing.T) {
	body := ">From a\n>>From b\nx\n>From\n> From c\n>From d\n>From e"
	want := mbox.Unescape([]byte(body))
	entries := list(t, from+body+"\n\n"+from+"x: y\n")
	c, err := mbox.Store{}.Open(memory.Content([]byte(from+body+"\n\n"+from+"x: y\n")), entries[0].Locator)
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if c.Size() != int64(len(want)) {
		t.Fatalf("%d bytes, want %d", c.Size(), len(want))
	}
	for size := 1; size <= len(want)+1; size++ {
		for off := range len(want) {
			got := make([]byte, size)
			n, err := c.ReadAt(got, int64(off))
			end := min(off+size, len(want))
			if string(got[:n]) != string(want[off:end]) || (err == nil) != (off+size < len(want)) && !(err == nil && n == size) && !errors.Is(err, io.EOF) {
				t.Fatalf("%d bytes at %d: got %q, %v, want %q", size, off, got[:n], err, want[off:end])
			}
		}
	}
}
