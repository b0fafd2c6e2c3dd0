package pipeline

import (
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// tried is the stamp of an entry that passwords or limits kept from being read:
// with others it is read again, though it has not changed.
func (c *Crawl) tried(stamp string) string { return stamp + " tried with " + c.Settings }

// Unchanged reports whether an entry of this stamp need not be read again,
// known being its stamp in the catalogue.
func (c *Crawl) Unchanged(known, stamp string) bool {
	return known == stamp || len(known) > len(stamp) && known == c.tried(stamp)
}

// kept reports whether passwords or limits kept an item from being read.
func kept(i documents.Item) bool {
	return i.State == crawlers.Encrypted || i.State == crawlers.TooLarge || i.State == crawlers.Timeout
}
