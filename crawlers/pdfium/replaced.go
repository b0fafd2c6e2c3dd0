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

// replaced reports whether letters of page i, which is loaded, show words that
// its text does not hold, because marks put others in their place (ActualText).
func (d *Document) replaced(p pdfium.Pdfium, i int, page requests.Page, text string) bool {
	found := false
	eachMark(p, page, func(references.FPDF_PAGEOBJECT, references.FPDF_PAGEOBJECTMARK) { found = true })
	if !found {
		return false
	}
	var shown strings.Builder
	err := d.beside(p, i, func(own requests.Page) error { // which loses its marks
		eachMark(p, own, func(obj references.FPDF_PAGEOBJECT, mark references.FPDF_PAGEOBJECTMARK) {
			_, _ = p.FPDFPageObj_RemoveMark(&requests.FPDFPageObj_RemoveMark{PageObject: obj, PageObjectMark: mark}) // else its text is as it was
		})
		return withText(p, own, func(ref references.FPDF_TEXTPAGE, count int) error {
			for k := range count {
				u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k})
				if err != nil {
					return err
				}
				shown.WriteRune(rune(u.Unicode)) //nolint:gosec // a code point
			}
			return nil
		})
	})
	return err != nil || otherWords(shown.String(), text)
}

// beside calls fn with page i loaded once more, for fn to change.
func (d *Document) beside(p pdfium.Pdfium, i int, fn func(requests.Page) error) error {
	res, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: i})
	if err != nil {
		return err
	}
	err = fn(requests.Page{ByReference: &res.Page})
	if _, cerr := p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: res.Page}); err == nil {
		err = cerr
	}
	return err
}

// eachMark calls fn for the marks of objects that replace their text, the last
// of an object first.
func eachMark(p pdfium.Pdfium, page requests.Page, fn func(references.FPDF_PAGEOBJECT, references.FPDF_PAGEOBJECTMARK)) {
	each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
		if kind != enums.FPDF_PAGEOBJ_TEXT && kind != enums.FPDF_PAGEOBJ_FORM {
			return
		}
		n, err := p.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: obj})
		if err != nil {
			return
		}
		for i := n.Count - 1; i >= 0; i-- {
			m, err := p.FPDFPageObj_GetMark(&requests.FPDFPageObj_GetMark{PageObject: obj, Index: uint64(i)})
			if err != nil {
				continue
			}
			_, err = p.FPDFPageObjMark_GetParamStringValue(&requests.FPDFPageObjMark_GetParamStringValue{PageObjectMark: m.Mark, Key: "ActualText"})
			if err == nil { // it has one
				fn(obj, m.Mark)
			}
		}
	})
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
