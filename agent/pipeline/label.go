package pipeline

import (
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// label masks in what an item and its sheets are called, and in its header, the
// places that are marked in its name and the names that are withheld in its text. The pack
// masks the values that are withheld everywhere by itself.
func label(item *pack.Item, marks []redact.Mark) {
	var name []redact.Span
	words := map[string]bool{}
	for _, m := range marks {
		switch {
		case !m.Withheld():
		case m.Field == "name":
			name = append(name, m.Span)
			fallthrough
		case m.Kind == redact.Person:
			words[m.Text] = true
		}
	}
	if masked, err := redact.Apply(item.Name, name); err == nil {
		item.Name = masked
	}
	item.Name, item.Title = without(item.Name, words), without(item.Title, words)
	for i, b := range item.Bounds {
		if b.Kind == string(documents.Sheet) { // may be called like the file
			item.Bounds[i].Label = without(b.Label, words)
		}
	}
	if item.Mail == nil {
		return
	}
	mail := *item.Mail
	mail.Subject = without(mail.Subject, words)
	for _, list := range []*[]string{&mail.From, &mail.To, &mail.Cc} {
		*list = slices.Clone(*list)
		for i, s := range *list {
			(*list)[i] = without(s, words)
		}
	}
	item.Mail = &mail
}

// without masks whole words, in their own spelling.
func without(s string, words map[string]bool) string {
	var spans []redact.Span
	for w := range words {
		for at := 0; w != ""; {
			i := strings.Index(s[at:], w)
			if i < 0 {
				break
			}
			i += at
			at = i + len(w)
			if fold.Whole(s, i, at) {
				spans = append(spans, redact.Span{Start: i, End: at})
			}
		}
	}
	masked, err := redact.Apply(s, spans)
	if err != nil {
		return redact.Mask
	}
	return masked
}
