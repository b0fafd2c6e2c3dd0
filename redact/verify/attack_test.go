package verify_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/redact/verify"
)

// The withheld values of the attacks. None stands in the sound pack.
const (
	name   = "Tamsin Wrexley"
	accent = "Zoë Nuñez-O'Hara"
	nino   = "AB 12 34 56 C"
	phone  = "01632 960123"
	short  = "Li"
)

func options() verify.Options {
	return verify.Options{
		Values: []string{name, accent, nino, phone, short}, Undecided: []string{"Perran Vosper"},
		Keep: []string{"Dilys Marrowby"}, ValuesKnown: true,
	}
}

const (
	doc  = "documents/0001-noise-at-dilys-marrowby-s-flat-says.html"
	pdf  = "documents/0004-form-pdf.pdf"
	text = "plays the tuba"
)

// packDir copies the sound pack that the writer of packs is tested with.
func packDir(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pack")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "pack", "testdata", "golden"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// seal writes the manifest anew, as a careless tool would.
func seal(t testing.TB, dir string) {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || d.Name() == "manifest-sha256.txt" {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		sum := sha256.Sum256(b)
		lines = append(lines, filepath.ToSlash(rel)+"\x00"+hex.EncodeToString(sum[:]))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	var b strings.Builder
	for _, l := range lines {
		rel, sum, _ := strings.Cut(l, "\x00")
		fmt.Fprintf(&b, "%s  %s\n", sum, rel)
	}
	put(t, dir, "manifest-sha256.txt", b.String())
}

func put(t testing.TB, dir, file, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, dir, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// swap replaces the first old in a file.
func swap(t testing.TB, dir, file, old, with string) {
	t.Helper()
	s := get(t, dir, file)
	if !strings.Contains(s, old) {
		t.Fatalf("%q is not in %s", old, file)
	}
	put(t, dir, file, strings.Replace(s, old, with, 1))
}

// in returns an attack that puts s into the text of a document.
func in(s string) func(testing.TB, string) {
	return func(t testing.TB, dir string) { swap(t, dir, doc, text, text+" "+s) }
}

func cell(s string) func(testing.TB, string) {
	return func(t testing.TB, dir string) { swap(t, dir, "items.csv", text, text+" "+s) }
}

func utf16le(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// pdfWith is a PDF with a page and further objects.
func pdfWith(objects ...string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		var b strings.Builder
		b.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n")
		for i, o := range objects {
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+3, o)
		}
		b.WriteString("trailer\n<</Root 1 0 R>>\n%%EOF\n")
		put(t, dir, pdf, b.String())
	}
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

func zipOf(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for n, content := range files {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(content))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type attack struct {
	name   string
	do     func(t testing.TB, dir string)
	want   verify.Kind
	broken bool // the manifest is left as it was
}

func attacks() []attack {
	return []attack{
		{"in plain text", in(name), verify.Withheld, false},
		{"upper case", in("TAMSIN WREXLEY"), verify.Withheld, false},
		{"without accents", in("Zoe Nunez O’Hara"), verify.Withheld, false},
		{"decomposed accents", in("Zoe\u0308 Nun\u0303ez-O'Hara"), verify.Withheld, false},
		{"full width", in("Ｔａｍｓｉｎ　Ｗｒｅｘｌｅｙ"), verify.Withheld, false},
		{"soft hyphens", in("Tam\u00adsin Wrex&shy;ley"), verify.Withheld, false},
		{"zero width", in("Tam\u200bsin Wre\u2060xley"), verify.Withheld, false},
		{"directional characters", in("\u202eTamsin\u202c Wrexley"), verify.Withheld, false},
		{"over a line break", in("Tamsin<br>\nWrexley"), verify.Withheld, false},
		{"hyphenated at a line's end", in("Tamsin Wrex-\nley"), verify.Withheld, false},
		{"split by tags", in("Tam<em>sin</em> <span>Wrex</span>ley"), verify.Withheld, false},
		{"split over two cells", in("<table><tr><td>Tamsin</td><td>Wrexley</td></tr></table>"), verify.Withheld, false},
		{"letter by letter", in("T a m s i n W r e x l e y"), verify.Withheld, false},
		{"words run together", in("seeTamsinWrexley"), verify.Withheld, false},
		{"decimal entities", in("&#84;amsin &#87;rexley"), verify.Withheld, false},
		{"entities twice", in("&amp;#84;amsin &amp;#87;rexley"), verify.Withheld, false},
		{"percent-encoded", in("mailto Tamsin%20Wrexley"), verify.Withheld, false},
		{"base64", in(base64.StdEncoding.EncodeToString([]byte("to Tamsin Wrexley"))), verify.Withheld, false},
		{"base64 of UTF-16", in(base64.StdEncoding.EncodeToString([]byte(utf16le(name)))), verify.Withheld, false},
		{"base64 of percent-encoding", in(base64.StdEncoding.EncodeToString([]byte(url.PathEscape(name)))), verify.Withheld, false},
		{"hexadecimal", in(hex.EncodeToString([]byte(name))), verify.Withheld, false},
		{"short name as a word", in("and Li came"), verify.Withheld, false},
		{"number without blanks", in("ab123456c"), verify.Withheld, false},
		{"number with hyphens", in("AB-12-34-56-C"), verify.Withheld, false},
		{"phone in another grouping", in("(01632) 960-123"), verify.Withheld, false},
		{"phone with country code", in("+441632960123"), verify.Withheld, false},
		{"quoted-printable", in("=54amsin=20Wrex=\nley"), verify.Withheld, false},
		{"quoted-printable accents", in("Zo=C3=AB Nu=C3=B1ez-O'Hara"), verify.Withheld, false},
		{"escapes of a program", in(`\u0054amsin\x20\u{57}rexley`), verify.Withheld, false},
		{"letters that look the same", in("Таmsіn Wrехlеу"), verify.Withheld, false},
		{"from right to left", in("\u202eyelxerW nismaT\u202c"), verify.Withheld, false},
		{"from right to left, as entities", in("&#x202e;yelxerW nismaT"), verify.Withheld, false},
		{"in a link", in(`<a href="#Tamsin%20Wrexley">x</a>`), verify.Withheld, false},
		{"in a class", in(`<span class="tamsin-wrexley">x</span>`), verify.Withheld, false},
		{"split over two attributes", in(`<span id="tamsin" class="wrexley">x</span>`), verify.Withheld, false},
		{"an undecided value", in("Perran Vosper"), verify.Undecided, false},
		{"in the comment of a page", in("<!-- Tamsin Wrexley -->"), verify.Withheld, false},
		{"any comment", in("<!-- checked -->"), verify.Hidden, false},
		{"in a title attribute", in(`<span title="Tamsin Wrexley">x</span>`), verify.Withheld, false},
		{"in an aria label", in(`<span aria-label="Tamsin Wrexley">x</span>`), verify.Withheld, false},
		{"in an alternative text", in(`<img alt="Tamsin Wrexley">`), verify.Withheld, false},
		{"in an attribute's name", in(`<span data-tamsin-wrexley="">x</span>`), verify.Withheld, false},
		{"in a data URI", in(`<a href="data:text/plain;base64,` + base64.StdEncoding.EncodeToString([]byte(name)) + `">x</a>`), verify.Withheld, false},
		{"in a hidden element", in(`<p hidden>Tamsin Wrexley</p>`), verify.Withheld, false},
		{"a hidden element", in(`<p hidden>other words</p>`), verify.Hidden, false},
		{"a hiding style", in(`<p style="display:none">other words</p>`), verify.Hidden, false},
		{"hidden from screen readers", in(`<p aria-hidden="true">other words</p>`), verify.Hidden, false},
		{"another style sheet", func(t testing.TB, dir string) { swap(t, dir, doc, ".mask{", ".mask{opacity:0;") }, verify.Hidden, false},
		{"a name made by a style", func(t testing.TB, dir string) {
			swap(t, dir, doc, "</style>", `p::after{content:"Tamsin Wrexley"}</style>`)
		}, verify.Withheld, false},
		{"a script", in(`<script>var a="Tamsin"+" Wrexley"</script>`), verify.Hidden, false},
		{"a template", in(`<template>other words</template>`), verify.Hidden, false},
		{"a frame", in(`<iframe srcdoc="x"></iframe>`), verify.Hidden, false},
		{"a picture from elsewhere", in(`<img src="https://council.example/x.png">`), verify.Hidden, false},
		{"a link out of the pack", in(`<a href="../../x.html">x</a>`), verify.Malformed, false},
		{"in the page's title", func(t testing.TB, dir string) { swap(t, dir, doc, "<title>", "<title>Tamsin Wrexley") }, verify.Withheld, false},
		{"page as UTF-16", func(t testing.TB, dir string) {
			put(t, dir, doc, "\xff\xfe"+utf16le("<p>Tamsin Wrexley</p>"))
		}, verify.Withheld, false},
		{"in a cell", cell(name), verify.Withheld, false},
		{"over two cells of a row", func(t testing.TB, dir string) {
			swap(t, dir, "records/0002-tenants.csv", "Dilys Marrowby,,", "Tamsin,Wrexley,")
		}, verify.Withheld, false},
		{"down a column", func(t testing.TB, dir string) {
			swap(t, dir, "records/0002-tenants.csv", "2,Dilys Marrowby,", "1,Tamsin,,,\r\n2,Wrexley,")
		}, verify.Withheld, false},
		{"a formula", func(t testing.TB, dir string) {
			swap(t, dir, "records/0002-tenants.csv", "'=1+1", "=1+1")
		}, verify.Malformed, false},
		{"a formula after blanks", func(t testing.TB, dir string) {
			swap(t, dir, "records/0002-tenants.csv", "'=1+1", "\" \u00a0=1+1\"")
		}, verify.Malformed, false},
		{"a row too long", func(t testing.TB, dir string) {
			swap(t, dir, "supplementary.csv", "shares,", "shares,extra,")
		}, verify.Malformed, false},
		{"a column not described", func(t testing.TB, dir string) {
			swap(t, dir, "supplementary.csv", "source,", "origin of it,")
		}, verify.Malformed, false},
		{"a date that is none", func(t testing.TB, dir string) {
			swap(t, dir, "messages.csv", "2026-02-03", "tomorrow")
		}, verify.Malformed, false},
		{"in the JSON, escaped", func(t testing.TB, dir string) {
			swap(t, dir, "datapackage.json", `"title": "Personal`, `"title": "\u0054amsin \u0057rexley Personal`)
		}, verify.Withheld, false},
		{"a number in the JSON", func(t testing.TB, dir string) {
			swap(t, dir, "datapackage.json", `"format_version": 1`, `"format_version": 1, "n": 441632960123`)
		}, verify.Withheld, false},
		{"JSON cut short", func(t testing.TB, dir string) {
			put(t, dir, "datapackage.json", get(t, dir, "datapackage.json")[:200])
		}, verify.Malformed, false},
		{"in the manifest", func(t testing.TB, dir string) {
			put(t, dir, "manifest-sha256.txt", get(t, dir, "manifest-sha256.txt")+"# Tamsin Wrexley\n")
		}, verify.Withheld, true},
		{"in a file's name", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-tamsin-wrexley.html", get(t, dir, doc))
		}, verify.Withheld, false},
		{"an extra file", func(t testing.TB, dir string) { put(t, dir, "documents/0009-x.html", "x") }, verify.Unlisted, true},
		{"an extra file, listed", func(t testing.TB, dir string) { put(t, dir, "Thumbs.db", "x") }, verify.Unlisted, false},
		{"an unknown kind of file", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-x.docx", "PK")
		}, verify.Hidden, false},
		{"in an unknown kind, UTF-16", func(t testing.TB, dir string) {
			put(t, dir, "notes.bin", "\x00\x01\x02"+utf16le(name))
		}, verify.Withheld, false},
		{"in a zip inside the pack", func(t testing.TB, dir string) {
			put(t, dir, "records/more.zip", zipOf(t, map[string]string{"a.txt": name}))
		}, verify.Withheld, false},
		{"in a zip in a zip", func(t testing.TB, dir string) {
			put(t, dir, "records/more.zip", zipOf(t, map[string]string{"b.zip": zipOf(t, map[string]string{"a.txt": name})}))
		}, verify.Withheld, false},
		{"changed after sealing", func(t testing.TB, dir string) { swap(t, dir, doc, text, "plays the oboe") }, verify.Checksum, true},
		{"a file taken away", func(t testing.TB, dir string) { remove(t, dir, doc) }, verify.Missing, true},
		{"a file taken away, sealed again", func(t testing.TB, dir string) { remove(t, dir, "schedule.csv") }, verify.Missing, false},
		{"no manifest", func(t testing.TB, dir string) { remove(t, dir, "manifest-sha256.txt") }, verify.Missing, true},
		{"PDF text", pdfWith(stream("", "BT (Tamsin Wrexley) Tj ET")), verify.Withheld, false},
		{"PDF text, compressed", pdfWith(stream("/Filter/FlateDecode", deflated("BT (Tamsin Wrexley) Tj ET"))), verify.Withheld, false},
		{"PDF text in pieces", pdfWith(stream("", "BT [(Tam)-20(sin )15(Wr)4(exley)] TJ ET")), verify.Withheld, false},
		{"PDF text in hexadecimal", pdfWith(stream("", "BT <54616D73696E20577265786C6579> Tj ET")), verify.Withheld, false},
		{"PDF text in pairs of bytes", pdfWith(stream("", "BT <00540061006D00730069006E> Tj <0020> Tj <00570072006500780 06C00650079> Tj ET")), verify.Withheld, false},
		{"PDF text in pairs, with accents", pdfWith(stream("", "BT <005A006F00EB0020004E007500F1006500 7A002D004F002700480061007200610> Tj ET")), verify.Withheld, false},
		{"PDF syntax comment", pdfWith(stream("", "% Tamsin Wrexley\nBT (x) Tj ET")), verify.Withheld, false},
		{"PDF text in octal", pdfWith(stream("", `BT (\124amsin \127rexley) Tj ET`)), verify.Withheld, false},
		{"PDF properties", pdfWith("<</Author(Tamsin Wrexley)>>"), verify.Withheld, false},
		{"PDF properties in UTF-16", pdfWith("<</Creator(\xfe\xff\x00T\x00a\x00m\x00s\x00i\x00n\x00 \x00W\x00r\x00e\x00x\x00l\x00e\x00y)>>"), verify.Withheld, false},
		{"any PDF properties", pdfWith("<</Title(Form)>>"), verify.Metadata, false},
		{"PDF XMP", pdfWith(stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta/>")), verify.Metadata, false},
		{"PDF attachment", pdfWith(stream("/Type/EmbeddedFile", "x")), verify.Hidden, false},
		{"PDF script", pdfWith("<</S/JavaScript/JS(app.alert)>>"), verify.Hidden, false},
		{"PDF script, name escaped", pdfWith("<</S/J#61vaScript>>"), verify.Hidden, false},
		{"PDF annotation", pdfWith("<</Type/Page/Annots[9 0 R]>>"), verify.Hidden, false},
		{"PDF form", pdfWith("<</AcroForm 9 0 R>>"), verify.Hidden, false},
		{"PDF replacement text", pdfWith("<</ActualText(x)>>"), verify.Hidden, false},
		{"PDF objects in a stream", pdfWith(stream("/Type/ObjStm/Filter/FlateDecode", deflated("1 0 <</Annots[9 0 R]>>"))), verify.Hidden, false},
		{"PDF stream of another filter", pdfWith(stream("/Filter/ASCII85Decode", "abc~>")), verify.Hidden, false},
		{"PDF with an earlier state", func(t testing.TB, dir string) {
			put(t, dir, pdf, get(t, dir, pdf)+"4 0 obj\n<<>>\nendobj\n%%EOF\n")
		}, verify.Hidden, false},
		{"bytes after a PDF", func(t testing.TB, dir string) { put(t, dir, pdf, get(t, dir, pdf)+"PK and more") }, verify.Hidden, false},
		{"photo properties in a PDF", pdfWith(stream("/Subtype/Image/Filter/DCTDecode", "\xff\xd8\xff\xe1..Exif\x00\x00")), verify.Metadata, false},
		{"comment of a photo in a PDF", pdfWith(stream("/Subtype/Image/Filter/DCTDecode", "\xff\xd8\xff\xfe\x00\x04ab\xff\xda\x00\x02\xff\xd9")), verify.Metadata, false},
		{"bytes after a photo in a PDF", pdfWith(stream("/Subtype/Image/Filter/DCTDecode", "\xff\xd8\xff\xda\x00\x02\xff\xd9ab")), verify.Metadata, false},
		{"among the pixels of a PDF", pdfWith(stream("/Subtype/Image/Filter/FlateDecode", deflated("\x00\x01\xff\xffTamsin Wrexley\xff\xff"))), verify.Withheld, false},
		{"in a name of a PDF, escaped", pdfWith("<</BaseFont/T#61msin#57rexley>>"), verify.Withheld, false},
		{"in an empty folder's name", func(t testing.TB, dir string) {
			if err := os.Mkdir(filepath.Join(dir, "records", "Tamsin Wrexley"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, verify.Withheld, false},
		{"no PDF at all", func(t testing.TB, dir string) { put(t, dir, pdf, "Tamsin Wrexley") }, verify.Withheld, false},
		{"a link in place of a file", func(t testing.TB, dir string) {
			if err := os.Symlink("/etc/hostname", filepath.Join(dir, "documents", "0009-x.html")); err != nil {
				t.Skip("no links here")
			}
		}, verify.Hidden, false},
	}
}

func remove(t testing.TB, dir, file string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(file))); err != nil {
		t.Fatal(err)
	}
}

func TestAttacks(t *testing.T) {
	for _, a := range everyAttack() {
		t.Run(a.name, func(t *testing.T) {
			dir := packDir(t)
			a.do(t, dir)
			if !a.broken {
				seal(t, dir)
			}
			expect(t, dir, a.want)
		})
	}
}

// expect verifies a pack that must not pass.
func expect(t *testing.T, path string, want verify.Kind) {
	t.Helper()
	rep, err := verify.Pack(t.Context(), path, options())
	if err != nil {
		t.Fatal(err)
	}
	if rep.OK {
		t.Fatal("the pack passed")
	}
	if !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool { return f.Kind == want }) {
		t.Errorf("no finding of kind %s in %+v", want, rep.Findings)
	}
	for _, f := range rep.Findings {
		if s := strings.ToLower(f.File + f.Layer + f.Detail); strings.Contains(s, "wrexley") || strings.Contains(s, "960123") {
			t.Errorf("finding repeats what is withheld: %+v", f)
		}
	}
}

// TestKeptInPieces: the subject's own name is no leak where a reader of raw
// syntax or mark-up meets it in pieces.
func TestKeptInPieces(t *testing.T) {
	opts := verify.Options{Values: []string{"Marrowby", "O'Marrow"}, Keep: []string{"Dilys Marrowby", "Dilys O'Marrow", "Ms Marrowby"}, ValuesKnown: true}
	tests := []struct {
		name string
		do   func(testing.TB, string)
	}{
		{"entities", in("Dilys O&#39;Marrow")},
		{"PDF strings", pdfWith(stream("", "BT (Dilys) Tj (Marrowby) Tj ET"))},
		{"PDF strings of pairs", pdfWith(stream("", "BT <00440069006C00790073> Tj <0020> Tj <004D006100720072006F007700620079> Tj ET"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := packDir(t)
			tt.do(t, dir)
			swap(t, dir, "occurrences.csv", "name,Marrowby,", "name,her,")
			seal(t, dir)
			rep, err := verify.Pack(t.Context(), dir, opts)
			if err != nil || slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool { return f.Kind == verify.Withheld }) {
				t.Errorf("the subject's own name is a finding: %+v, %v", rep.Findings, err)
			}
		})
	}
}

func TestSound(t *testing.T) {
	dir := packDir(t)
	rep, err := verify.Pack(t.Context(), dir, options())
	if err != nil {
		t.Fatal(err)
	}
	if !rep.OK || rep.Draft || !rep.WithheldChecked || rep.Files == 0 {
		t.Errorf("a sound pack does not pass: %+v", rep)
	}
	if len(rep.Skipped) == 0 {
		t.Error("the checks without a reader are not named")
	}
	opts := options()
	opts.ValuesKnown, opts.Values, opts.Undecided = false, nil, nil
	if rep, err = verify.Pack(t.Context(), dir, opts); err != nil || !rep.OK || rep.WithheldChecked {
		t.Errorf("without values: %+v, %v", rep, err)
	}
}

// readers answer as PDF readers would.
type readers struct {
	pages  []string
	second string
	err    error
}

func (r readers) First(context.Context, []byte) ([]string, error) { return r.pages, r.err }
func (r readers) Second(context.Context, []byte) (string, error)  { return r.second, nil }

func TestReaders(t *testing.T) {
	tests := []struct {
		name string
		r    readers
		want verify.Kind
	}{
		{"first", readers{pages: []string{"x", "by Tamsin Wrexley"}}, verify.Withheld},
		{"over two pages", readers{pages: []string{"by Tamsin", "Wrexley"}}, verify.Withheld},
		{"second", readers{second: "by Tamsin Wrexley"}, verify.Withheld},
		{"second without blanks", readers{second: "refereeisthegoodtamsinwrexleyoftown"}, verify.Withheld},
		{"unreadable", readers{err: errors.New("damaged")}, verify.Malformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts := options()
			opts.PDF = tt.r
			rep, err := verify.Pack(t.Context(), packDir(t), opts)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool { return f.Kind == tt.want }) {
				t.Errorf("no finding of kind %s in %+v", tt.want, rep)
			}
		})
	}
}

// TestKinds: the suite is as wide as the failures that are known.
func TestKinds(t *testing.T) {
	met := map[string]bool{}
	for _, a := range everyAttack() {
		if met[a.name] {
			t.Errorf("two attacks are called %q", a.name)
		}
		met[a.name] = true
	}
	t.Logf("%d kinds of leaky pack, beside those of zips and of pixels", len(met))
	if len(met) < 40 {
		t.Errorf("%d kinds, want 40 at least", len(met))
	}
}

func everyAttack() []attack {
	return slices.Concat(attacks(), pdfAttacks(), officeAttacks(), fileAttacks())
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func taped(t testing.TB, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(body)), Mode: 0o600, Format: tar.FormatUSTAR}); err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte(body))
	_ = w.Close()
	return b.String()
}
