package catalogue_test

import (
	"slices"
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/crawlers/documents"
)

func message(key string, m documents.Mail) catalogue.Unit {
	u := file(key, "")
	u.Items[0].Mail, u.Items[0].Text = &m, "Text of "+key
	return u
}

// TestRead: items are read many at a time, each with its own text.
func TestRead(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(message("a", documents.Mail{MessageID: "a"}), message("b", documents.Mail{MessageID: "b"}), message("c", documents.Mail{MessageID: "c"}))
	w.end()
	a, c := w.item("a", ""), w.item("c", "")
	order, err := w.InOrder(t.Context(), []string{c.ID, "gone", a.ID})
	if err != nil || !slices.Equal(order, []string{a.ID, c.ID}) {
		t.Errorf("in order %v, %v", order, err)
	}
	texts := map[string]string{}
	err = w.Read(t.Context(), []string{c.ID, "gone", a.ID}, func(i catalogue.Item, text catalogue.Text) error {
		texts[i.MessageID] = text.Text
		return nil
	})
	if err != nil || len(texts) != 2 || texts["a"] != "Text of a" || texts["c"] != "Text of c" {
		t.Errorf("read %v, %v", texts, err)
	}
}

// TestRelated: messages of a conversation find each other by any of their headers.
func TestRelated(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(
		message("first", documents.Mail{MessageID: "1"}),
		message("answer", documents.Mail{MessageID: "2", InReplyTo: "1", References: []string{"1"}}),
		message("later", documents.Mail{MessageID: "3", InReplyTo: "2", References: []string{"1", "2"}}),
		message("short", documents.Mail{MessageID: "4", InReplyTo: "2"}),
		message("outlook", documents.Mail{MessageID: "5", Conversation: "abc"}),
		message("other", documents.Mail{MessageID: "6"}),
	)
	w.end()
	tests := map[string]struct{ names, want []string }{
		"the first message": {[]string{"1"}, []string{"answer", "first", "later"}},
		"an answered one":   {[]string{"2"}, []string{"later", "short"}},
		"Outlook's number":  {[]string{"abc"}, []string{"outlook"}},
		"several":           {[]string{"6", "5", "abc"}, []string{"other", "outlook"}},
		"nobody's":          {[]string{"7", ""}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ids, err := w.Related(t.Context(), tt.names)
			var got []string
			for _, key := range []string{"first", "answer", "later", "short", "outlook", "other"} {
				if slices.Contains(ids, w.item(key, "").ID) {
					got = append(got, key)
				}
			}
			slices.Sort(got)
			if err != nil || !slices.Equal(got, tt.want) || len(ids) != len(got) {
				t.Errorf("got %v (%v), want %v", got, err, tt.want)
			}
		})
	}
}
