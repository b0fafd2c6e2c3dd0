package pdfium

import (
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"
)

// replaced reports whether letters of a page show words that its text does not
// hold, because marks put others in their place (ActualText). It takes these
// marks off the page until it is loaded again.
func replaced(p pdfium.Pdfium, page requests.Page, text string) bool {
	marked := false
	each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
		if kind == enums.FPDF_PAGEOBJ_TEXT || kind == enums.FPDF_PAGEOBJ_FORM {
			marked = unmark(p, obj) || marked
		}
	})
	if !marked {
		return false
	}
	var shown strings.Builder
	err := withText(p, page, func(ref references.FPDF_TEXTPAGE, count int) error {
		for k := range count {
			u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k})
			if err != nil {
				return err
			}
			shown.WriteRune(rune(u.Unicode)) //nolint:gosec // a code point
		}
		return nil
	})
	return err != nil || otherWords(shown.String(), text)
}

// unmark takes marks off an object that replace its text.
func unmark(p pdfium.Pdfium, obj references.FPDF_PAGEOBJECT) (found bool) {
	n, err := p.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: obj})
	if err != nil {
		return false
	}
	for i := n.Count - 1; i >= 0; i-- {
		m, err := p.FPDFPageObj_GetMark(&requests.FPDFPageObj_GetMark{PageObject: obj, Index: uint64(i)}) //nolint:gosec // not negative
		if err != nil {
			continue
		}
		if _, err := p.FPDFPageObjMark_GetParamStringValue(&requests.FPDFPageObjMark_GetParamStringValue{PageObjectMark: m.Mark, Key: "ActualText"}); err != nil {
			continue // it has none
		}
		_, err = p.FPDFPageObj_RemoveMark(&requests.FPDFPageObj_RemoveMark{PageObject: obj, PageObjectMark: m.Mark})
		found = found || err == nil
	}
	return found
}

// otherWords reports whether one text has a word of two letters or more that the
// other does not hold, be it as a part or over a line's end.
func otherWords(shown, text string) bool {
	all := spoken(text)
	for _, w := range strings.FieldsFunc(norm.NFKC.String(shown), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }) {
		if w = spoken(w); len([]rune(w)) >= 2 && !strings.Contains(all, w) {
			return true
		}
	}
	return false
}

// spoken are the letters and digits of a text, in lower case.
func spoken(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
