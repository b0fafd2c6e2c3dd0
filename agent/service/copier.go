package service

import (
	"context"

	"sarsen/agent/config"
	"sarsen/crawlers/office"
	"sarsen/crawlers/worker"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
)

// maker knows what the pages of items are, what stands where on them, and makes
// copies of them. Of LibreOffice's work it keeps what it did lately.
func (s *Service) maker() (facsimile.Maker, error) {
	passwords, err := s.Config.Passwords()
	return facsimile.Maker{Engine: s.pdf, Passwords: passwords, Layout: s.layouts.maker(nil)}, err
}

// copier makes the copies of a pack. Several documents are laid out at a time,
// in the order of the items.
func (s *Service) copier(rev Review, items []pack.Item) (facsimile.Maker, error) {
	m, err := s.maker()
	m.Layout = s.layouts.maker(&queue{items: items, taken: map[hash]bool{}})
	m.Parts = touchedParts(rev.Items)
	return m, err
}

// touchedParts returns a function that reports whether something inside an item,
// such as a picture in a letter, is withheld, or redacted, in its own right.
func touchedParts(items []Reviewed) func(item string) bool {
	parent := map[string]string{}
	for _, r := range items {
		parent[r.Item] = r.Parent
	}
	holds := map[string]bool{}
	for _, r := range items {
		touched := r.Verdict != redact.Disclose || r.Lost || r.Copy != nil || len(r.Areas) > 0
		for _, m := range r.Marks {
			touched = touched || m.Withheld()
		}
		if !touched {
			continue
		}
		for at := r.Parent; at != "" && !holds[at]; at = parent[at] {
			holds[at] = true
		}
	}
	return func(item string) bool { return holds[item] }
}

// newLayouts sets up the laying out of documents; nil where nothing does that.
func newLayouts(cfg config.Config, self worker.Command) *layouts {
	if !office.Installed() {
		return nil
	}
	return &layouts{start: func(ctx context.Context) (converter, error) { return newOffice(ctx, cfg, self) }}
}
