package rtf

import (
	"encoding/binary"
	"hash/crc32"

	"sarsen/crawlers/documents"
)

// lzfuDictionary is what compressed RTF assumes to have been written before,
// see [MS-OXRTFCP] 2.1.2.1.
const lzfuDictionary = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript ` +
	`\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par ` +
	`\pard\plain\f0\fs20\b\i\u\tab\tx`

// The signatures of compressed RTF.
const (
	lzfuCompressed = 0x75465A4C // "LZFu"
	lzfuStored     = 0x414C454D // "MELA"
)

// Decompress returns the RTF in what Outlook keeps as compressed RTF
// ([MS-OXRTFCP]). Damaged data gives what there is of it, with an error that
// wraps documents.ErrDamaged; so does a wrong checksum, with all of it.
func Decompress(data []byte) ([]byte, error) {
	const headerLength = 16
	if len(data) < headerLength {
		return nil, documents.ErrDamaged
	}
	body := data[headerLength:]
	whole := int64(binary.LittleEndian.Uint32(data)) - (headerLength - 4)
	size := int64(binary.LittleEndian.Uint32(data[4:]))
	short := whole < 0 || whole > int64(len(body))
	if !short {
		body = body[:whole]
	}
	switch binary.LittleEndian.Uint32(data[8:]) {
	case lzfuStored:
		if short {
			return body, documents.ErrDamaged
		}
		return body[:min(int64(len(body)), size)], nil // some writers count the header into size
	case lzfuCompressed:
		raw, ended := lzfu(body, size)
		if short || !ended || lzfuSum(body) != binary.LittleEndian.Uint32(data[12:]) {
			return raw, documents.ErrDamaged
		}
		return raw, nil
	}
	return nil, documents.ErrDamaged
}

// lzfuSum is CRC-32 without the inversions at its start and end.
func lzfuSum(data []byte) uint32 {
	return ^crc32.Update(0xFFFFFFFF, crc32.IEEETable, data)
}

// lzfu undoes the compression: tokens, each a literal or a reference to the
// last 4096 bytes, in runs of eight with a byte before them that tells which.
// It answers whether the end was reached. The bytes that come out are at most
// nine times those that go in, whatever size says.
func lzfu(data []byte, size int64) (out []byte, ended bool) {
	const window = 4096
	var ring [window]byte
	at := copy(ring[:], lzfuDictionary)
	out = make([]byte, 0, min(size, 9*int64(len(data))))
	emit := func(c byte) {
		out = append(out, c)
		ring[at%window] = c
		at++
	}
	for i := 0; i < len(data); {
		control := data[i]
		i++
		for bit := range 8 {
			if control>>bit&1 == 0 {
				if i >= len(data) {
					return out, int64(len(out)) >= size
				}
				emit(data[i])
				i++
				continue
			}
			if i+1 >= len(data) {
				return out, int64(len(out)) >= size
			}
			token := binary.BigEndian.Uint16(data[i:])
			i += 2
			from, length := int(token>>4), int(token&0xF)+2
			if from == at%window {
				return out, true
			}
			for k := range length {
				emit(ring[(from+k)%window])
			}
		}
	}
	return out, int64(len(out)) >= size
}
