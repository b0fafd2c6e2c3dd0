package pdfium

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A repair is what the engine gets wrong on some pages, and is put right with the
// places of the characters.
type repair struct {
	spaces bool // spaces between letters that are none
	lines  bool // line ends that are missing
}

// repairOf tells from a page's text what to repair.
func repairOf(text string) repair {
	return repair{spaces: spacedOut(text), lines: rightToLeft(text)}
}

// rightToLeft reports whether there are letters that are written from right to
// left: of those the engine runs lines into one another.
func rightToLeft(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= 0x590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana)
	})
}

// apart reports whether character k stands on another line than the one before.
func apart(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k int) bool {
	if k == 0 {
		return false
	}
	before, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k - 1})
	if err != nil {
		return false
	}
	after, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k})
	if err != nil {
		return false
	}
	a, b := before.Rect, after.Rect
	seen := a.Top > a.Bottom && b.Top > b.Bottom // white space has no place
	return seen && (a.Bottom > b.Top || b.Bottom > a.Top)
}

// fewTokens is how many words a page must have to be judged by their lengths.
const fewTokens = 20

// spacedOut reports whether most words of a text are one or two letters: the
// engine saw spaces between letters, since the font lies about their widths.
func spacedOut(text string) bool {
	words, short := 0, 0
	for word := range strings.FieldsSeq(text) {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) {
			continue
		}
		words++
		if utf8.RuneCountInString(word) <= 2 {
			short++
		}
	}
	return words >= fewTokens && 3*short >= 2*words
}

// narrowest is the width of a space between words, in heights of the line.
const narrowest = 0.25

// narrow reports whether character k is a space that the engine made up between
// two letters that all but touch: there is none on the page.
func narrow(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k, count int) bool {
	if k == 0 || k+1 >= count {
		return false
	}
	made, err := p.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: ref, Index: k})
	if err != nil || !made.IsGenerated {
		return false
	}
	if u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k}); err != nil || u.Unicode != ' ' {
		return false
	}
	before, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k - 1})
	if err != nil {
		return false
	}
	after, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k + 1})
	if err != nil {
		return false
	}
	a, b := before.Rect, after.Rect
	height := a.Top - a.Bottom
	gap := b.Left - a.Right
	sameLine := b.Bottom < a.Top && a.Bottom < b.Top
	return sameLine && gap > -height && gap < narrowest*height
}
