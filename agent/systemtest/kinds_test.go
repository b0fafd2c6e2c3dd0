package systemtest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/mailbox/pst/psttest"
	"sarsen/crawlers/ocr/ocrtest"
	"sarsen/crawlers/pdfium/pdftest"
)

// packed exports a draft about the subject of the test, everything accepted, and
// returns the schedule's lines by title and the text of the whole pack. No name
// of others may be in it.
func packed(t *testing.T, p place) (schedule map[string]string, all string) {
	t.Helper()
	p.ok("request", "new", "--name", "Marigold Thistlewood", "--address", "14 Quince Lane, Thornmere, DL24 1QZ")
	p.ok("find", "2026-0001")
	p.ok("review", "2026-0001", "--accept")
	p.ok("export", "2026-0001", "-o", "pack", "--draft")
	p.ok("verify", "pack")
	err := filepath.WalkDir(p.path("pack"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all += string(data) + "\n"
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"Oakhurst", "Cuthbertson"} {
		if strings.Contains(all, other) {
			t.Errorf("%s can be read in the pack", other)
		}
	}
	data, err := os.ReadFile(p.path("pack/schedule.csv"))
	if err != nil {
		t.Fatal(err)
	}
	schedule = map[string]string{}
	for line := range strings.Lines(string(data)) {
		if cells := strings.SplitN(line, ",", 3); len(cells) == 3 {
			schedule[cells[1]] = cells[2]
		}
	}
	return schedule, all
}

// letter is a PDF about the subject that names somebody else.
func letter(marker string) []byte {
	return pdftest.File([]pdftest.Page{{Content: pdftest.Text("Marigold Thistlewood of 14 Quince Lane saw Barnaby Oakhurst " + marker)}}, nil, "", "")
}

// nested is a zip with a tar.gz in it that holds the letter.
func nested(t *testing.T) string {
	t.Helper()
	var inner, outer bytes.Buffer
	gz := gzip.NewWriter(&inner)
	tw := tar.NewWriter(gz)
	data := letter("in the archive")
	if err := tw.WriteHeader(&tar.Header{Name: "in the archive.pdf", Mode: 0o600, Size: int64(len(data))}); err != nil {
		t.Fatal(err)
	}
	if _, err := tw.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	if err := gz.Close(); err != nil {
		t.Fatal(err)
	}
	zw := zip.NewWriter(&outer)
	w, err := zw.Create("old.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(inner.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return outer.String()
}

// TestPackOfContainers: what lies in an Outlook store or in archives is opened
// again from the held bytes and given as what it is.
func TestPackOfContainers(t *testing.T) {
	t.Parallel()
	p := newPlace(t, "./shares")
	p.write("shares/backup.zip", nested(t))
	p.write("shares/archive.pst", string(psttest.Store{Version: psttest.Unicode, Folders: []psttest.Folder{{Name: "Inbox", Messages: []psttest.Message{
		{
			Props: []psttest.Prop{
				psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "The fence"),
				psttest.Text(0x1000, "Dear Marigold Thistlewood,\r\nMrs Edna Cuthbertson of 16 Quince Lane wrote to us."),
			},
			Attachments: []psttest.Attachment{{Props: []psttest.Prop{psttest.Text(0x3707, "in the mail.pdf")}, Data: letter("in the mail")}},
		},
		{Props: []psttest.Prop{psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "Nobody"), psttest.Text(0x1000, "Mrs Edna Cuthbertson called.")}},
	}}}}.Bytes()))
	p.ok("crawl")
	schedule, _ := packed(t, p)
	for title, want := range map[string]string{
		"The fence":          "message,,part,",
		"in the mail.pdf":    ".pdf,",
		"in the archive.pdf": ".pdf,",
	} {
		if !strings.Contains(schedule[title], want) {
			t.Errorf("%s: schedule says %q, want %q in it", title, schedule[title], want)
		}
	}
	if len(schedule) != 4 { // with the heading
		t.Errorf("schedule %q", schedule)
	}
}

// TestPackOfScans: pictures and scanned pages go out as pages that look like them,
// with what is withheld burnt in.
func TestPackOfScans(t *testing.T) {
	t.Parallel()
	tesseract(t)
	p := newPlace(t, "./shares", "workers: {count: 1}")
	p.write("shares/mixed.pdf", string(ocrtest.PDF(t, "Cover sheet about Marigold Thistlewood of 14 Quince Lane",
		ocrtest.Page(t, "The marmalade was seen", "by Barnaby Oakhurst", "at the council offices."))))
	p.write("shares/fax.tif", string(ocrtest.TIFF(
		ocrtest.Page(t, "Fax about Marigold Thistlewood", "of 14 Quince Lane."),
		ocrtest.Page(t, "The lighthouse was seen", "by Mrs Edna Cuthbertson."))))
	p.ok("crawl")
	schedule, all := packed(t, p)
	for title, page := range map[string]string{"mixed.pdf": "mixed-pdf.pdf,", "fax.tif": "fax-tif.pdf,"} {
		if !strings.Contains(schedule[title], page) {
			t.Errorf("%s: schedule says %q, want %q in it", title, schedule[title], page)
		}
	}
	for _, word := range []string{"marmalade", "lighthouse"} {
		if !strings.Contains(all, word) {
			t.Errorf("%s is not in the pack", word)
		}
	}
	for document, words := range map[string][2]string{"*mixed-pdf.pdf": {"marmalade", "Oakhurst"}, "*fax-tif.pdf": {"lighthouse", "Cuthbertson"}} {
		found, err := filepath.Glob(p.path("pack/documents/" + document))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", document, found, err)
		}
		text := p.ok("extract", found[0]).stdout
		if !strings.Contains(text, words[0]) || strings.Contains(text, words[1]) {
			t.Errorf("%s reads %q", document, text)
		}
	}
}
