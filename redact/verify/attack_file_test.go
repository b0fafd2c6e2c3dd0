package verify_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/idna"

	"sarsen/redact/verify"
)

// office is an attack with a whole office document, of which parts are given.
func office(file string, parts map[string]string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		parts["[Content_Types].xml"] = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
		put(t, dir, "documents/0009-x"+file, zipOf(t, parts))
	}
}

const rows = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>`

func workbook(state string) string {
	return `<workbook><sheets><sheet name="Summary" sheetId="1"/><sheet name="Data" sheetId="2" state="` + state + `"/></sheets></workbook>`
}

// officeAttacks are what councils and police forces have sent out: whole files
// whose other layers nobody looked at.
func officeAttacks() []attack {
	sheet := fmt.Sprintf(rows, name)
	return []attack{
		{"hidden sheet (PSNI 2023)", office(".xlsx", map[string]string{"xl/workbook.xml": workbook("hidden"), "xl/worksheets/sheet2.xml": sheet}), verify.Withheld, false},
		{"very hidden sheet", office(".xlsx", map[string]string{"xl/workbook.xml": workbook("veryHidden"), "xl/worksheets/sheet2.xml": sheet}), verify.Withheld, false},
		{"cache behind a pivot table (Islington 2012)", office(".xlsx", map[string]string{
			"xl/pivotCache/pivotCacheDefinition1.xml": `<pivotCacheDefinition><sharedItems><s v="Tamsin Wrexley"/></sharedItems></pivotCacheDefinition>`,
		}), verify.Withheld, false},
		{"records behind a pivot table (Kensington and Chelsea 2017)", office(".xlsx", map[string]string{
			"xl/pivotCache/pivotCacheRecords1.xml": `<pivotCacheRecords><r><s v="Tamsin"/><s v="Wrexley"/></r></pivotCacheRecords>`,
		}), verify.Hidden, false},
		{"figures behind a chart", office(".xlsx", map[string]string{"xl/charts/chart1.xml": `<c:strCache><c:pt idx="0"><c:v>Tamsin Wrexley</c:v></c:pt></c:strCache>`}), verify.Withheld, false},
		{"cells of another workbook", office(".xlsx", map[string]string{"xl/externalLinks/externalLink1.xml": `<sheetData><row r="1"><cell r="A1"><v>Tamsin Wrexley</v></cell></row></sheetData>`}), verify.Withheld, false},
		{"hidden column", office(".xlsx", map[string]string{"xl/worksheets/sheet1.xml": `<cols><col min="1" max="1" hidden="1"/></cols>` + sheet}), verify.Withheld, false},
		{"comment on a cell", office(".xlsx", map[string]string{"xl/comments1.xml": `<comment><text><r><t>Tamsin Wrexley</t></r></text></comment>`}), verify.Withheld, false},
		{"hidden name of a range", office(".xlsx", map[string]string{"xl/workbook.xml": `<definedName name="x" hidden="1">"Tamsin Wrexley"</definedName>`}), verify.Withheld, false},
		{"deleted text of a letter", office(".docx", map[string]string{"word/document.xml": `<w:del w:author="x"><w:r><w:delText>Tamsin Wrexley</w:delText></w:r></w:del>`}), verify.Withheld, false},
		{"text of a letter in runs", office(".docx", map[string]string{"word/document.xml": `<w:r><w:t>Tam</w:t></w:r><w:r><w:t>sin Wrex</w:t></w:r><w:r><w:t>ley</w:t></w:r>`}), verify.Withheld, false},
		{"comment in a letter", office(".docx", map[string]string{"word/comments.xml": `<w:comment w:author="Tamsin Wrexley"><w:p/></w:comment>`}), verify.Withheld, false},
		{"property of a letter", office(".docx", map[string]string{"docProps/custom.xml": `<property name="Case"><vt:lpwstr>Tamsin Wrexley</vt:lpwstr></property>`}), verify.Withheld, false},
		{"object inside a letter", office(".docx", map[string]string{"word/embeddings/oleObject1.bin": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + utf16le(name)}), verify.Withheld, false},
		{"workbook inside a letter", func(t testing.TB, dir string) {
			office(".docx", map[string]string{"word/embeddings/sheet.xlsx": zipOf(t, map[string]string{"xl/worksheets/sheet1.xml": sheet})})(t, dir)
		}, verify.Withheld, false},
		{"notes of a slide", office(".pptx", map[string]string{"ppt/notesSlides/notesSlide1.xml": `<a:t>Tamsin Wrexley</a:t>`}), verify.Withheld, false},
		{"earlier version in OpenDocument", func(t testing.TB, dir string) {
			office(".odt", map[string]string{"Versions/Version1": zipOf(t, map[string]string{"content.xml": name})})(t, dir)
		}, verify.Withheld, false},
		{"message with an attachment", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-x.eml", "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte("to Tamsin Wrexley")))
		}, verify.Withheld, false},
		{"older spreadsheet", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"+utf16le(name))
		}, verify.Withheld, false},
	}
}

// fileAttacks are about names, other writings and recordings.
func fileAttacks() []attack {
	sum := sha256.Sum256([]byte("tamsin wrexley"))
	m := md5.Sum([]byte("Tamsin Wrexley"))
	s1 := sha1.Sum([]byte("wrexley"))
	s512 := sha512.Sum512([]byte("WREXLEY_TAMSIN")) // last word first
	crc := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte("twrexley")))
	domain, _ := idna.Punycode.ToASCII("zoënuñezohara") // can be written so
	recording := func(ext, body string) func(testing.TB, string) {
		return func(t testing.TB, dir string) {
			file := "documents/0009-call" + ext
			put(t, dir, file, body)
			swap(t, dir, "schedule.csv", doc, file)
			remove(t, dir, doc)
		}
	}
	return []attack{
		{"file name hashed with MD5", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-"+hex.EncodeToString(m[:])+".html", get(t, dir, doc))
		}, verify.Withheld, false},
		{"SHA-1 of the surname", in(hex.EncodeToString(s1[:])), verify.Withheld, false},
		{"SHA-256, in base64", cell(base64.StdEncoding.EncodeToString(sum[:])), verify.Withheld, false},
		{"SHA-256, cut short", in("ref " + hex.EncodeToString(sum[:])[:20]), verify.Withheld, false},
		{"SHA-512, last word first", in(hex.EncodeToString(s512[:])), verify.Withheld, false},
		{"CRC-32 of a user name", in("id " + hex.EncodeToString(crc)), verify.Withheld, false},
		{"written backwards", in("yelxerW nismaT"), verify.Withheld, false},
		{"letters moved by 13", in("Gnzfva Jerkyrl"), verify.Withheld, false},
		{"tags, of which nothing is seen", in("flag" + strings.Map(func(r rune) rune { return 0xE0000 + r }, name)), verify.Withheld, false},
		{"selectors, of which nothing is seen", cell("x" + strings.Map(func(r rune) rune { return 0xE0100 + r - 16 }, name)), verify.Withheld, false},
		{"page to be read as UTF-7", func(t testing.TB, dir string) {
			swap(t, dir, doc, `charset="utf-8"`, `charset="utf-7"`)
		}, verify.Malformed, false},
		{"page of nothing", func(t testing.TB, dir string) { put(t, dir, doc, "") }, verify.Malformed, false},
		{"note of a draft that is none", func(t testing.TB, dir string) { put(t, dir, "DRAFT.txt", "x") }, verify.Malformed, false},
		{"name behind a page's doctype", func(t testing.TB, dir string) {
			swap(t, dir, doc, "<!DOCTYPE html>", `<!DOCTYPE html SYSTEM "tamsin-wrexley.dtd">`)
		}, verify.Withheld, false},
		{"letters in circles", in("Ⓣⓐⓜⓢⓘⓝ Ⓦⓡⓔⓧⓛⓔⓨ"), verify.Withheld, false},
		{"struck through with marks", in("T\u0336a\u0336m\u0336s\u0336i\u0336n\u0336 W\u0336r\u0336e\u0336x\u0336l\u0336e\u0336y\u0336"), verify.Withheld, false},
		{"base64 twice", in(base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(name))))), verify.Withheld, false},
		{"hexadecimal of UTF-16", in(hex.EncodeToString([]byte(utf16le(name)))), verify.Withheld, false},
		{"variable of a style", in(`<span style="--x:Tamsin Wrexley">x</span>`), verify.Withheld, false},
		{"instruction for a program", in("<?x Tamsin Wrexley?>"), verify.Withheld, false},
		{"domain name with accents", in("see " + domain + ".example"), verify.Withheld, false},
		{"letters parted by NUL", func(t testing.TB, dir string) {
			put(t, dir, "items.csv", get(t, dir, "items.csv")+strings.Join(strings.Split(name, ""), "\x00"))
		}, verify.Withheld, false},
		{"UTF-32", func(t testing.TB, dir string) {
			var b []byte
			for _, r := range name {
				b = binary.LittleEndian.AppendUint32(b, uint32(r))
			}
			put(t, dir, "notes.bin", string(b))
		}, verify.Withheld, false},
		{"UTF-16 with the other end first", func(t testing.TB, dir string) {
			var b []byte
			for _, u := range utf16.Encode([]rune(name)) {
				b = binary.BigEndian.AppendUint16(b, u)
			}
			put(t, dir, "notes.bin", string(b))
		}, verify.Withheld, false},
		{"mask as long as the name", in("██████████████ [S2.16]"), verify.Hidden, false},
		{"mask of three blocks", cell("███"), verify.Hidden, false},
		{"mask filled up with blocks", in("█████▓▓▓▓▓▓"), verify.Hidden, false},
		{"mask filled up with X", in("TXXXXXX█████"), verify.Hidden, false},
		{"length in an attribute", in(`<span class="mask" data-length="14">█████</span>`), verify.Hidden, false},
		{"white letters", in(`<span style="color:#fff">other words</span>`), verify.Hidden, false},
		{"text under a picture", in(`<img src="x.png" style="position:absolute"><p>other words</p>`), verify.Hidden, false},
		{"text for browsers without scripts", in(`<noscript>other words</noscript>`), verify.Hidden, false},
		{"details that are closed", in(`<details>other words</details>`), verify.Hidden, false},
		{"a field of a form", in(`<input type="hidden" value="Tamsin Wrexley">`), verify.Withheld, false},
		{"a second document in the page", in(`<object data="data:text/html,other">x</object>`), verify.Hidden, false},
		{"a page sent elsewhere", func(t testing.TB, dir string) {
			swap(t, dir, doc, "<title>", `<meta http-equiv="refresh" content="0;url=https://council.example/"><title>`)
		}, verify.Hidden, false},
		{"a property of the page", func(t testing.TB, dir string) {
			swap(t, dir, doc, "<title>", `<meta name="author" content="Tamsin Wrexley"><title>`)
		}, verify.Withheld, false},
		{"a cell over two lines", cell("Tamsin\nWrexley"), verify.Withheld, false},
		{"a quoted cell that never ends", func(t testing.TB, dir string) {
			put(t, dir, "glossary.csv", "a\r\n\"other words")
		}, verify.Malformed, false},
		{"rows behind the table", func(t testing.TB, dir string) {
			put(t, dir, "supplementary.csv", get(t, dir, "supplementary.csv")+"\r\n,,,,,,,,,,,,,,,,,,,,other\r\n")
		}, verify.Malformed, false},
		{"name of a column", func(t testing.TB, dir string) {
			swap(t, dir, "records/0002-tenants.csv", "row,", "Tamsin Wrexley,")
		}, verify.Withheld, false},
		{"title of a resource", func(t testing.TB, dir string) {
			swap(t, dir, "datapackage.json", `"path": "items.csv"`, `"title": "Tamsin Wrexley", "path": "items.csv"`)
		}, verify.Withheld, false},
		{"name in the description's keys", func(t testing.TB, dir string) {
			swap(t, dir, "datapackage.json", `"format_version": 1`, `"format_version": 1, "tamsin_wrexley": 1`)
		}, verify.Withheld, false},
		{"file of a desktop", func(t testing.TB, dir string) { put(t, dir, ".DS_Store", "\x00\x00\x00\x01Bud1"+utf16le(name)) }, verify.Withheld, false},
		{"second stream of a file", func(t testing.TB, dir string) { put(t, dir, "documents/._0001-x.html", "\x00\x05\x16\x07") }, verify.Unlisted, false},
		{"file of an editor", func(t testing.TB, dir string) { put(t, dir, "index.html~", "x") }, verify.Unlisted, false},
		{"folder of a program", func(t testing.TB, dir string) { put(t, dir, ".git/config", "name = Tamsin Wrexley") }, verify.Withheld, false},
		{"compressed file", func(t testing.TB, dir string) { put(t, dir, "documents/0009-x.gz", gzipped(name)) }, verify.Withheld, false},
		{"tape archive", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-x.tar", taped(t, "tamsin-wrexley.txt", "x"))
		}, verify.Withheld, false},
		{"pack in a pack", func(t testing.TB, dir string) {
			put(t, dir, "documents/0009-x.zip", string(zipDir(t, packDir(t), nil, nil)))
		}, verify.Hidden, false},
		{"recording with a title (ID3)", recording(".mp3", "ID3\x04\x00\x00\x00\x00\x00\x1fTIT2\x00\x00\x00\x0f\x00\x00\x03Tamsin Wrexley\xff\xfb\x90\x00"), verify.Withheld, false},
		{"recording with any tag", recording(".mp3", "ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00"), verify.Metadata, false},
		{"recording with a tag behind it", recording(".mp3", "\xff\xfb\x90\x00"+strings.Repeat("\x00", 100)+"TAG"+strings.Repeat(" ", 125)), verify.Metadata, false},
		{"sound with a list of properties", recording(".wav", "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00"+strings.Repeat("\x01", 16)+"LIST\x04\x00\x00\x00INFO"), verify.Metadata, false},
		{"sound with a comment", recording(".ogg", "OggS"+strings.Repeat("\x00", 30)+"\x03vorbis\x01\x00\x00\x00x\x01\x00\x00\x00\x12\x00\x00\x00TITLE=Tamsin Wrexl"), verify.Metadata, false},
		{"film with the place where it was taken", recording(".mp4", box("ftyp", "isom")+box("moov", box("udta", box("\xa9xyz", "\x00\x10\x15\xc7+51.5074-000.1278/")))), verify.Metadata, false},
		{"film with properties", recording(".mov", box("ftyp", "qt  ")+box("moov", box("meta", "x"))), verify.Metadata, false},
		{"film with bytes of no use", recording(".m4a", box("ftyp", "M4A ")+box("free", "other words")), verify.Metadata, false},
		{"film with captions", recording(".mp4", box("ftyp", "isom")+box("moov", box("trak", box("mdia", box("hdlr", "\x00\x00\x00\x00\x00\x00\x00\x00sbtl"))))), verify.Metadata, false},
		{"film with a title", recording(".webm", "\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x8a\x15\x49\xa9\x66\x85\x7b\xa9\x82xx"), verify.Metadata, false},
		{"recording that is none", recording(".wav", "PK\x03\x04"), verify.Metadata, false},
		{"recording that the schedule does not name", func(t testing.TB, dir string) { put(t, dir, "documents/0009-call.wav", wav) }, verify.Unlisted, false},
		{"recording that says a name in its bytes", recording(".wav", wav[:40]+"\x0e\x00\x00\x00"+name), verify.Withheld, false},
		{"a path that only differs in case", func(t testing.TB, dir string) {
			if _, err := os.Stat(filepath.Join(dir, "INDEX.HTML")); err == nil {
				t.Skip("the file system does not tell case apart")
			}
			put(t, dir, "INDEX.HTML", "x")
		}, verify.Unlisted, false},
	}
}

// wav is a recording of nothing, without properties.
const wav = "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x00\x00\x00"

func box(kind, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + kind + body
}

// TestSoundRecordings: recordings that the schedule names and that carry
// nothing but themselves are no finding.
func TestSoundRecordings(t *testing.T) {
	for ext, body := range map[string]string{
		".wav":  wav,
		".mp3":  "\xff\xfb\x90\x00" + strings.Repeat("\x00", 413),
		".ogg":  "OggS" + strings.Repeat("\x00", 30) + "\x03vorbis\x04\x00\x00\x00Xiph\x00\x00\x00\x00\x01",
		".mp4":  box("ftyp", "isom") + box("moov", box("mvhd", strings.Repeat("\x00", 100))+box("trak", box("mdia", box("hdlr", "\x00\x00\x00\x00\x00\x00\x00\x00soun")))) + box("free", "\x00\x00") + box("mdat", "x"),
		".webm": "\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x89\x15\x49\xa9\x66\x84\x2a\xd7\xb1\x80",
	} {
		t.Run(ext, func(t *testing.T) {
			dir := packDir(t)
			file := "documents/0009-call" + ext
			put(t, dir, file, body)
			swap(t, dir, "schedule.csv", doc, file)
			swap(t, dir, "index.html", `href="`+doc+`"`, `href="`+file+`"`)
			remove(t, dir, doc)
			seal(t, dir)
			rep, err := verify.Pack(t.Context(), dir, options())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range rep.Findings {
				if f.File == file {
					t.Errorf("finding %+v", f)
				}
			}
		})
	}
}
