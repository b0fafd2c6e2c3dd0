package catalogue_test

import (
	"slices"
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
)

func TestPartGoneFromAChangedEntry(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a.zip", "", "one.txt", "1", "two.txt", "2"))
	w.end()
	w.has("a.zip", "a.zip!one.txt", "a.zip!two.txt")
	w.begin()
	w.write(file("a.zip", "", "two.txt", "2"))
	w.end()
	w.has("a.zip", "a.zip!two.txt")
	if i := w.item("a.zip", "one.txt"); !i.Vanished {
		t.Error("the member that went is not marked as vanished")
	}
}

func TestStore(t *testing.T) {
	tests := map[string]struct {
		pass func(*world)
		want []string
	}{
		"unchanged": {
			func(w *world) {
				n, err := w.SeenStore(w.Context(), w.pass, w.known("post.mbox"), crawlers.Entry{Key: "post.mbox", Path: "post.mbox", Store: true})
				if w.check(err); n != 2 {
					w.Errorf("%d messages", n)
				}
			},
			[]string{"post.mbox", "post.mbox!m1", "post.mbox!m2"},
		},
		"grown": {
			func(w *world) {
				w.seen("post.mbox//m1", "post.mbox//m2")
				w.write(slices.Delete(box("post.mbox", "m1", "m2", "m3"), 1, 3)...)
			},
			[]string{"post.mbox", "post.mbox!m1", "post.mbox!m2", "post.mbox!m3"},
		},
		"a message deleted": {
			func(w *world) { w.seen("post.mbox//m2"); w.write(box("post.mbox")...) },
			[]string{"post.mbox", "post.mbox!m2"},
		},
		"locked": {
			func(w *world) { w.write(unread("post.mbox", crawlers.Denied)) },
			[]string{"post.mbox", "post.mbox!m1", "post.mbox!m2"},
		},
		"not listed to its end": {
			func(w *world) {
				rest := unread("post.mbox//rest", crawlers.Denied)
				rest.Entry.Path, rest.Entry.Part = "post.mbox", "further messages"
				w.seen("post.mbox//m1")
				w.write(append(box("post.mbox"), rest)...)
			},
			[]string{"post.mbox", "post.mbox!further messages", "post.mbox!m1", "post.mbox!m2"},
		},
		"gone": {
			func(*world) {},
			nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.begin()
			w.write(box("post.mbox", "m1", "m2")...)
			w.end()
			known, ok, err := w.Lookup(t.Context(), source, "post.mbox")
			if err != nil || !ok || !known.Store {
				t.Errorf("known as %+v, %v, %v", known, ok, err)
			}
			w.begin()
			tt.pass(w)
			w.end()
			w.has(tt.want...)
		})
	}
}

func TestMessagesAreFamiliesOfTheirOwn(t *testing.T) {
	w := newWorld(t)
	w.begin()
	units := box("post.mbox", "m1", "m2")
	units[1].Items = append(units[1].Items, item("report.zip", ""), item("report.zip/deep/page.txt", "P"))
	w.write(units...)
	w.end()
	message := w.item("post.mbox//m1", "")
	page := w.item("post.mbox//m1", "report.zip/deep/page.txt")
	if message.Parent != "" || message.Family != message.ID || message.Part != "m1" {
		t.Errorf("message is %+v", message)
	}
	if page.Family != message.ID || page.Parent != catalogue.ItemID(source, "post.mbox//m1", "report.zip") {
		t.Errorf("member has family %q, parent %q", page.Family, page.Parent)
	}
	if page.MessageID != "m1@mail.example" || page.Part != "m1/report.zip/deep/page.txt" {
		t.Errorf("member is of message %q, at %q", page.MessageID, page.Part)
	}
	entry, inner, err := w.Entry(t.Context(), page.ID)
	if err != nil || entry.Key != "post.mbox//m1" || entry.Part != "m1" || inner != "report.zip/deep/page.txt" || entry.MediaType != "message/rfc822" {
		t.Errorf("entry %+v, inner %q, %v", entry, inner, err)
	}
}
