package pdfium

import (
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// samples is how many characters of a page are looked at to tell whether its
// text is of use, spread over all of it.
const samples = 64

// unmapped reports whether most characters of a page's text are guesses of the
// engine or stand for nothing.
func unmapped(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, start, count int) bool {
	lost, letters, signs, seen := 0, 0, 0, 0
	for k := start; k < count; k += max(1, (count-start)/samples) {
		u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k})
		if err != nil {
			continue
		}
		r := rune(u.Unicode) //nolint:gosec // a code point
		if r == lineHyphen || unicode.IsSpace(r) {
			continue
		}
		seen++
		bad, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: ref, Index: k})
		if err == nil && bad.HasUnicodeMapError || meaningless(r) {
			lost++
		}
		switch {
		case unicode.IsLetter(r):
			letters++
		case !unicode.IsDigit(r):
			signs++
		}
	}
	return lost*2 > seen || letters == 0 && seen >= fewSigns && signs*2 > seen
}

// fewSigns is from how many characters on a page without a letter on it should
// not be mainly punctuation.
const fewSigns = 4

// meaningless reports whether r stands for no character that people read.
func meaningless(r rune) bool {
	return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Co, r)
}

// blankRun is how many characters without a meaning make a word. Fewer in a row
// are bullets and signs of fonts of pictures.
const blankRun = 3

// blank reports whether a word of a text is made of characters without a meaning.
func blank(text string) bool {
	run := 0
	for _, r := range text {
		switch {
		case !meaningless(r) || unicode.IsControl(r): // line ends
			run = 0
		case run+1 == blankRun:
			return true
		default:
			run++
		}
	}
	return false
}

// guessed reports whether a word of a page is made of guesses of the engine.
func guessed(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, count int) bool {
	run := 0
	for k := range count {
		bad, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: ref, Index: k})
		if err != nil || !bad.HasUnicodeMapError {
			run = 0
			continue
		}
		if run++; run == blankRun {
			return true
		}
	}
	return false
}
