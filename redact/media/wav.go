package media

import (
	"encoding/binary"
	"math"
)

// wav keeps the format and the sound: two chunks.
func wav(s source) (*plan, error) {
	p := &plan{ext: ".wav"}
	s, err := riff(s)
	if err != nil {
		return nil, err
	}
	var format []byte
	var from, to int64
	found := false
	for at := int64(12); at+8 <= s.size; {
		h, err := s.bytes(at, 8)
		if err != nil {
			return nil, err
		}
		id, n := string(h[:4]), int64(binary.LittleEndian.Uint32(h[4:]))
		if id == "data" && n == math.MaxUint32 {
			n = s.size - at - 8 // written to a pipe
		}
		if n > s.size-at-8 {
			return nil, damaged("a part of it is longer than the file")
		}
		switch {
		case id == "fmt " && format == nil:
			if format, err = waveFormat(s, at+8, n); err != nil {
				return nil, err
			}
		case id == "data" && !found:
			from, to, found = at+8, at+8+n, true
		case id == "fmt ", id == "data":
			return nil, damaged("it holds more than one recording")
		}
		at += 8 + n + n&1
	}
	if format == nil || !found {
		return nil, damaged("it has no sound")
	}
	pad := (to - from) & 1
	total := 4 + 8 + int64(len(format)) + 8 + (to - from) + pad
	if total > math.MaxUint32 {
		return nil, damaged("it is too large")
	}
	head := append([]byte("RIFF"), little(total)...)
	head = append(head, "WAVEfmt "...)
	head = append(append(head, little(int64(len(format)))...), format...)
	head = append(append(head, "data"...), little(to-from)...)
	p.literal(head)
	p.keep(from, to)
	p.blank(pad)
	return p, nil
}

// riff bounds the file where it says that it ends.
func riff(s source) (source, error) {
	h, err := s.bytes(0, 12)
	if err != nil {
		return s, err
	}
	if n := int64(binary.LittleEndian.Uint32(h[4:])); n > 4 && n < math.MaxUint32 && n+n&1+8 < s.size {
		s.size = 8 + n + n&1
	}
	return s, nil
}

// waveFormat returns the format without what may follow it.
func waveFormat(s source, at, n int64) ([]byte, error) {
	const plain, extended, longest = 16, 18, 40
	if n < plain || n > 1<<12 {
		return nil, damaged("its format is not one of sound")
	}
	f, err := s.bytes(at, n)
	if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint16(f) == 1 || n < extended { // PCM
		return f[:plain], nil
	}
	more := int64(binary.LittleEndian.Uint16(f[plain:]))
	if more > min(n, longest)-extended {
		return nil, damaged("its format is not one of sound")
	}
	f = f[:extended+more]
	if len(f)%2 == 1 {
		f = append(f, 0)
	}
	return f, nil
}

func little(n int64) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) } //nolint:gosec // checked by the caller
