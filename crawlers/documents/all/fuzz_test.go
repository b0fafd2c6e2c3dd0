package all_test

import (
	"bytes"
	"encoding/base64"
	"testing"
	"time"

	"sarsen/crawlers/documents"
)

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// fuzz holds one format to the contract on any bytes: no panic gets out, every
// item has a state and a reason where due, texts are valid UTF-8, bounds are
// sorted, nest and lie inside the text, and it ends in time.
func fuzz(f *testing.F, mediaType string, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		var found []documents.Item
		in := documents.Input{Name: "x", MediaType: mediaType, Content: bytes.NewReader(data), Size: int64(len(data))}
		limits := documents.Limits{Depth: 3, Members: 100, Bytes: 8 << 20, Item: 4 << 20}
		err := extractor().Extract(t.Context(), in, documents.Options{Limits: limits}, func(item documents.Item) error {
			found = append(found, item)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		check(t, mediaType, found)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func FuzzSniff(f *testing.F) {
	fuzz(f, "", "PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a,b\n1,2\n", "\xff\xfea\x00")
}
func FuzzText(f *testing.F) { fuzz(f, documents.TypeText, "Zo\xeb", "\xff\xfea\x00", "a\x00b\r") }
func FuzzCSV(f *testing.F) {
	fuzz(f, documents.TypeCSV, "Name,Ward\nAnn,\"Le\neds\"\n", "sep=;\na;b", "\"")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, documents.TypeHTML, "<table><tr><th>Name<td hidden>x<table><tr><td>y</table></table>",
		"<!--[if mso]><p title=x>a<![endif]--><a href='mailto:a%40b'>x</a>", "<h1><div style='display:none'>x</h1></div>")
}

func FuzzRTF(f *testing.F) {
	fuzz(f, documents.TypeRTF, `{\rtf1{\fonttbl{\f0\fcharset128 x;}}\f0\'8f\'5a\u8211?{\footnote x}\trowd\intbl a\cell\row{\v b}}`,
		`{\rtf1{\pict\pngblip 89504e47}{\object{\*\objdata 01050000}}{\info{\title x}{\creatim\yr2026}}`, `{\rtf1{\header{\footer \trowd\cell`)
}

func FuzzMail(f *testing.F) {
	fuzz(f, documents.TypeMessage, "From: =?utf-8?Q?Zo=C3=AB?= <a@b.example>\nContent-Type: multipart/alternative; boundary=z\n\n--z\n\na\n--z\nContent-Type: text/html\n\n<p>b\n--z--",
		"Subject: x\nContent-Type: message/rfc822\n\nSubject: y\n\nz", "Subject: x\n\nbegin 644 a\n#0V%T\n`\nend\n",
		"Date: Mon, 2 Mar 2026 09:05:00 +0000\nContent-Transfer-Encoding: base64\n\naGVsbG8=")
}

func FuzzMbox(f *testing.F) {
	fuzz(f, documents.TypeMbox, "From a Mon Mar  2 09:05:00 2026\nSubject: one\n\n>From x\n\nFrom b Mon Mar  2 09:05:00 2026\nSubject: two\n\ny\n")
}

func FuzzZip(f *testing.F) {
	fuzz(f, documents.TypeZip, zipOf(f, file{"a.txt", "x"}, file{"../b.zip", zipOf(f, file{"c.csv", "a,b"})}))
}

func FuzzTar(f *testing.F)  { fuzz(f, documents.TypeTar, "a.txt") }
func FuzzGzip(f *testing.F) { fuzz(f, documents.TypeGzip, tarGzOf(f, file{"a.txt", "x"})) }
