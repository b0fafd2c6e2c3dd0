package salvage_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/salvage"
)

func read(t *testing.T, stream []byte) (documents.Result, error) {
	t.Helper()
	data := cfbtest.Build(map[string][]byte{"1/Var2Data": stream, "\x01CompObj": []byte("Some program of long ago")})
	out := documents.NewBuilder(0, nil)
	err := salvage.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	stream := []byte("\x01\x02\x03S\x00i\x00t\x00e\x00 \x00v\x00i\x00s\x00i\x00t\x00\x00\x00\x05\x06Call Ms Okafor\x00\x02q#z!\x00")
	res, err := read(t, stream)
	if err != nil || res.Item.Text != "Site visit\nCall Ms Okafor\n" || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// FuzzRead: whatever a stream holds, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\x01S\x00i\x00t\x00e\x00\x00\x00Call Ms Okafor\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
