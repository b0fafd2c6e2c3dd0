package daemon

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
)

func TestFramesRoundTrip(t *testing.T) {
	long := bytes.Repeat([]byte("sarsen "), maxFrame/3)
	for name, data := range map[string][]byte{"empty": {}, "short": []byte("a"), "full": long[:maxFrame], "split": long} {
		t.Run(name, func(t *testing.T) {
			var buf bytes.Buffer
			if err := (&wire{w: &buf}).send(frameOut, data); err != nil {
				t.Fatal(err)
			}
			var got []byte
			for {
				k, part, err := receive(&buf)
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil || k != frameOut || len(part) > maxFrame {
					t.Fatalf("kind %c, %d bytes, %v", k, len(part), err)
				}
				got = append(got, part...)
			}
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes came through of %d", len(got), len(data))
			}
		})
	}
}

func TestReceiveRefuses(t *testing.T) {
	frame := func(n uint32, data string) []byte {
		return append(binary.BigEndian.AppendUint32([]byte{byte(frameOut)}, n), data...)
	}
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":          {nil, io.EOF},
		"half a head":      {frame(1, "")[:3], io.ErrUnexpectedEOF},
		"no data":          {frame(1, ""), io.EOF},
		"half the data":    {frame(4, "ab"), io.ErrUnexpectedEOF},
		"one byte too big": {frame(maxFrame+1, "x"), errFrame},
		"as big as can be": {frame(1<<32-1, "x"), errFrame},
	} {
		if _, _, err := receive(bytes.NewReader(tt.data)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// What receive takes, send writes the same way, and nothing is read that the
// frame does not hold.
func FuzzReceive(f *testing.F) {
	f.Add([]byte("o\x00\x00\x00\x02ab"))
	f.Add([]byte("x\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		k, payload, err := receive(r)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := (&wire{w: &again}).send(k, payload); err != nil {
			t.Fatal(err)
		}
		if want := data[:len(data)-r.Len()]; !bytes.Equal(again.Bytes(), want) {
			t.Errorf("%q became %q", want, again.Bytes())
		}
	})
}
