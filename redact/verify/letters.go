package verify

import (
	"strings"
	"unicode/utf8"

	"sarsen/crawlers/pdfium"
	"sarsen/index/fold"
)

// A font that a document brings along may draw other letters than its text says.
// So the first page that uses one is read by its pixels, too, and held against
// its text. It is a sample: pages after it are taken at their word.

// fresh reports whether a page uses a font that none of those met does.
func (c *check) fresh(doc *pdfium.Document, page int, met map[string]bool) bool {
	if !c.recognises() {
		return false
	}
	fonts, err := doc.Fonts(c.ctx, page)
	fresh := err != nil
	for _, f := range fonts {
		fresh = fresh || !met[f]
		met[f] = true
	}
	return fresh
}

// What is needed to say that a page's letters show other words than its text.
const (
	wordLetters = 4 // of a word that counts
	fewWords    = 8 // that were recognised for certain
)

// contradicts reports whether most words that were recognised for certain do not
// stand in a text.
func contradicts(sure, text string) bool {
	all := squeeze(alikeLetters.Replace(fold.String(text))).s
	words, there := 0, 0
	for _, w := range strings.Fields(fold.String(sure)) {
		if w = squeeze(alikeLetters.Replace(w)).s; utf8.RuneCountInString(w) < wordLetters {
			continue
		}
		words++
		if strings.Contains(all, w) {
			there++
		}
	}
	return words >= fewWords && 2*there < words
}
