package iwork_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/snappy"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/iwork"
)

func pack(t testing.TB, members map[string][]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for name, data := range members {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := iwork.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

const numbers = `<?xml version="1.0"?><ls:document xmlns:sf="s" xmlns:sfa="a" xmlns:ls="l"><ls:stylesheet><sf:p>not this</sf:p></ls:stylesheet>
<ls:workspace ls:workspace-name="Staff"><sf:grid sf:numcols="2"><sf:datasource><sf:t><sf:ct sfa:s="Name"/></sf:t><sf:t><sf:ct sfa:s="Date"/></sf:t>
<sf:t><sf:ct sfa:s="Okafor"/></sf:t><sf:d sf:cell-date="86400"/></sf:datasource></sf:grid>
<sf:p>Seen by <sf:link href="mailto:ada@moor.example"><sf:span>Ada</sf:span></sf:link></sf:p></ls:workspace>
<ls:metadata><sf:title><sf:string sfa:string="Rota"/></sf:title></ls:metadata></ls:document>`

func TestXML(t *testing.T) {
	res, err := read(t, pack(t, map[string][]byte{"index.xml": []byte(numbers)}))
	want := "Staff\nName\tDate\nOkafor\t2001-01-02\nSeen by Ada\nmailto:ada@moor.example\nTitle: Rota\n"
	if err != nil || res.Item.Text != want || res.Item.Title != "Rota" || len(res.Problems) > 0 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// field makes a field of bytes, number one of a number.
func field(n byte, data []byte) []byte {
	return append(binary.AppendUvarint([]byte{n<<3 | 2}, uint64(len(data))), data...)
}

func number(n byte, v uint64) []byte { return binary.AppendUvarint([]byte{n << 3}, v) }

func objects(kind uint64, message []byte) []byte {
	info := field(2, append(number(1, kind), number(3, uint64(len(message)))...))
	stream := append(binary.AppendUvarint(nil, uint64(len(info))), info...)
	stream = append(stream, message...)
	packed := snappy.Encode(nil, stream)
	return append([]byte{0, byte(len(packed)), byte(len(packed) >> 8), 0}, packed...)
}

func TestObjects(t *testing.T) {
	res, err := read(t, pack(t, map[string][]byte{
		"Index/Document.iwa":        objects(2001, field(3, []byte("Dear Ms Okafor"))),
		"Index/Tables/DataList.iwa": objects(6005, field(3, append(number(1, 1), field(3, []byte("a cell"))...))),
	}))
	if err != nil || res.Item.Text != "Dear Ms Okafor\na cell\n" || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

func TestPassword(t *testing.T) {
	if _, err := read(t, pack(t, map[string][]byte{".iwph": nil, "Index/Document.iwa": nil})); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("%v", err)
	}
}

// FuzzObjects: whatever the packed objects are, reading ends with a valid text.
func FuzzObjects(f *testing.F) {
	f.Add(objects(2001, field(3, []byte("Dear Ms Okafor"))), []byte(numbers))
	f.Fuzz(func(t *testing.T, packed, index []byte) {
		for _, data := range [][]byte{
			pack(t, map[string][]byte{"Index/Document.iwa": packed}), pack(t, map[string][]byte{"index.xml": index}),
		} {
			if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
				t.Fatal("not UTF-8")
			}
		}
	})
}
