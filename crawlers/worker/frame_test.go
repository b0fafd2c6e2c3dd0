package worker

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

func TestFrames(t *testing.T) {
	var b bytes.Buffer
	blob := strings.Repeat("x", 3<<20)
	want := reply{Kind: kindItem, Item: &documents.Item{Part: "a/b", State: crawlers.Indexed}}
	for range 2 {
		if err := writeFrame(&b, want, strings.NewReader(blob), int64(len(blob))); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		var got reply
		data, err := readFrame(&b, &got)
		if err != nil || string(data) != blob || got.Kind != want.Kind || got.Item.Part != want.Item.Part {
			t.Errorf("got %+v with %d bytes, %v", got, len(data), err)
		}
	}
}

func TestContentThatIsShorterThanItSays(t *testing.T) {
	err := writeFrame(io.Discard, request{}, strings.NewReader("short"), 100)
	if !errors.Is(err, errContent) {
		t.Errorf("got %v, want %v", err, errContent)
	}
}

func TestSound(t *testing.T) {
	tests := map[string]struct {
		item documents.Item
		text string
		want bool
	}{
		"plain":         {documents.Item{State: crawlers.Indexed, Bounds: []documents.Bound{{Start: 0, End: 4}}}, "text", true},
		"no state":      {documents.Item{}, "text", false},
		"unknown state": {documents.Item{State: "fine"}, "text", false},
		"not UTF-8":     {documents.Item{State: crawlers.Indexed}, "caf\xe9", false},
		"bound outside": {documents.Item{State: crawlers.Indexed, Bounds: []documents.Bound{{Start: 0, End: 5}}}, "text", false},
		"bound before":  {documents.Item{State: crawlers.Indexed, Bounds: []documents.Bound{{Start: -1, End: 2}}}, "text", false},
		"bound turned":  {documents.Item{State: crawlers.Indexed, Bounds: []documents.Bound{{Start: 3, End: 2}}}, "text", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := sound(&tt.item, []byte(tt.text)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// FuzzReadFrame holds readFrame to this: whatever a child sends, it returns
// without a panic, and no more than was sent.
func FuzzReadFrame(f *testing.F) {
	var b bytes.Buffer
	if err := writeFrame(&b, reply{Kind: kindReady}, strings.NewReader("blob"), 4); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("\x00\x00\x00\x02\xff\xff\xff\xff\xff\xff\xff\xff{}"))
	f.Add([]byte("\x00\x00\x00\x02\x00\x00\x00\x01\xff\xff\xff\xff{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r reply
		blob, err := readFrame(bytes.NewReader(data), &r)
		if err == nil && len(blob) > len(data) {
			t.Errorf("%d bytes out of %d", len(blob), len(data))
		}
	})
}
