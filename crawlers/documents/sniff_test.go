package documents_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// zipped returns a zip of members, given as name and content in turns.
func zipped(t *testing.T, members ...string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestSniff(t *testing.T) {
	word := `<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`
	mail := "From: a@council.example\nTo: b@council.example\nSubject: Bins\nMessage-ID: <1@council.example>\n\nText\n"
	program := "MZ" + strings.Repeat("\x00", 58) + "\x40\x00\x00\x00PE\x00\x00" + strings.Repeat("\x00", 200)
	tests := []struct {
		name, file, content string
		mediaType           string
		state               crawlers.State
	}{
		{"empty", "", "", documents.TypeText, ""},
		{"prose", "", "Dear Sir, thank you.\nYours, A.\n", documents.TypeText, ""},
		{"Word by content types", "x.zip", zipped(t, "[Content_Types].xml", word, "word/document.xml", "<x/>"), documents.TypeDOCX, ""},
		{"Excel by folder", "", zipped(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<x/>"), documents.TypeXLSX, ""},
		{"binary Excel", "", zipped(t, "[Content_Types].xml", `"application/vnd.ms-excel.sheet.binary.macroEnabled.main"`), "application/vnd.ms-excel.sheet.binary", ""},
		{"OpenDocument", "", zipped(t, "mimetype", documents.TypeODS), documents.TypeODS, ""},
		{"OpenDocument template", "", zipped(t, "mimetype", documents.TypeODT+"-template"), documents.TypeODT, ""},
		{"flat OpenDocument", "", `<?xml version="1.0"?><office:document xmlns:office="x" office:version="1.3" office:mimetype="` + documents.TypeODS + `"><office:body/>`, documents.TypeODS, ""},
		{"zip behind a program", "setup.exe", program + zipped(t, "a.txt", "x"), documents.TypeZip, ""},
		{"zip behind something", "", "\x00\x01\x02\x03" + zipped(t, "a.txt", "x"), documents.TypeZip, ""},
		{"RAR behind a program", "setup.exe", program + "Rar!\x1A\x07\x00\xCF\x90\x73\x00\x00\x0D\x00\x00\x00\x00\x00\x00\x00", "application/vnd.rar", ""},
		{"program that knows archives", "unpack.exe", program + "Rar!\x1A\x07\x00 7z\xBC\xAF\x27\x1C MSCF\x00\x00\x00\x00", "application/vnd.microsoft.portable-executable", ""},
		{"volume of an archive", "letters.7z.002", "\x01\x02\x03\x00\xff\xfe\x80\x91\x05\x06\x07", "application/x-archive-part", ""},
		{"disc image", "", strings.Repeat("\x00", 32768) + "\x01CD001\x01", "application/x-iso9660-image", ""},
		{"plain zip", "report.docx", zipped(t, "a.txt", "x"), documents.TypeZip, ""},
		{"zip cut short", "", zipped(t, "a.txt", strings.Repeat("x", 100))[:60], documents.TypeZip, ""},
		{"RTF", "letter.doc", `{\rtf1 x}`, documents.TypeRTF, ""},
		{"PDF", "", "%PDF-1.7\n", documents.TypePDF, ""},
		{"HTML", "", "\n<!DOCTYPE html><p>x", documents.TypeHTML, ""},
		{"XHTML", "", `<?xml version="1.0"?><html xmlns="x"><p>x</p></html>`, documents.TypeHTML, ""},
		{"XML", "", `<?xml version="1.0"?><note>x</note>`, "text/xml", ""},
		{"JSON", "", `{"a": [1, 2]}`, "application/json", ""},
		{"calendar", "", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar", ""},
		{"message", "", mail, documents.TypeMessage, ""},
		{"message behind a From line", "one.eml", "From a@council.example Mon Mar  2 10:00:00 2026\n" + mail, documents.TypeMessage, ""},
		{"mbox", "", "From a@council.example Mon Mar  2 10:00:00 2026\n" + mail, documents.TypeMbox, ""},
		{"notes that begin like mail", "", "To: do list\n- bins\n- roads\n", documents.TypeText, ""},
		{"CSV by looking", "", "id,name,town\n1,Ann,Leeds\n2,Bob,York\n", documents.TypeCSV, ""},
		{"CSV by name", "x.csv", "name\nAnn\n", documents.TypeCSV, ""},
		{"semicolons", "", "id;name\n1;Ann, Dr\n2;Bob\n", documents.TypeCSV, ""},
		{"letter with commas", "", "Dear Ann, Bob, and Cy,\nthank you, all.\nYours,\nDi\n", documents.TypeText, ""},
		{"picture", "scan.pdf", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "image/png", ""},
		{"sound", "", "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00", "audio/wav", ""},
		{"7-Zip", "", "7z\xBC\xAF\x27\x1C\x00\x04", "application/x-7z-compressed", ""},
		{"unknown", "", "\x01\x02\x03\x00\xff\xfe\x80\x91\x05\x06\x07", "application/octet-stream", crawlers.Unsupported},
		{"OLE cut short", "", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00", "application/x-ole-storage", crawlers.Damaged},
		{"PGP", "", "-----BEGIN PGP MESSAGE-----\n\nabc\n", "application/pgp-encrypted", crawlers.Encrypted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kind, err := documents.Sniff(documents.Input{
				Name: tt.file, Content: strings.NewReader(tt.content), Size: int64(len(tt.content)),
			})
			if err != nil {
				t.Fatal(err)
			}
			if kind.MediaType != tt.mediaType || kind.State != tt.state {
				t.Errorf("got %s %q, want %s %q", kind.MediaType, kind.State, tt.mediaType, tt.state)
			}
			if kind.Unread() == "" || kind.Name == "" {
				t.Error("kind has no name or reason")
			}
		})
	}
}

// A message is taken for one even when it looks like something else, but not
// when its mail server keeps it compressed.
func TestSniffOfWhatIsKnownAsAMessage(t *testing.T) {
	for content, want := range map[string]string{
		"Subject: a\n\nb\n":            documents.TypeMessage,
		"a,b\n1,2\n3,4\n":              documents.TypeMessage,
		"BZhong: a\n\nb\n":             documents.TypeMessage,
		"":                             documents.TypeMessage,
		"\x1F\x8B\x08\x00\x00\x00\x00": documents.TypeGzip,
		"BZh91AY&SY....":               documents.TypeBzip2,
	} {
		kind, err := documents.Sniff(documents.Input{MediaType: documents.TypeMessage, Content: strings.NewReader(content), Size: int64(len(content))})
		if err != nil || kind.MediaType != want {
			t.Errorf("%q is %q, %v, want %q", content, kind.MediaType, err, want)
		}
	}
}
