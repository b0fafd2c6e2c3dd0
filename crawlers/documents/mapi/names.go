package mapi

import (
	"encoding/binary"
	"hash/crc32"
	"strings"

	"sarsen/crawlers/documents/cfb"
)

// A nameTable gives the named properties of a message file their IDs.
type nameTable struct {
	ids     map[Key]uint16
	sets    map[GUID]uint16
	guids   []byte
	entries []byte
	texts   []byte
	hashes  map[uint16][]byte // streams by which IDs are looked up
}

func newNameTable() *nameTable {
	return &nameTable{ids: map[Key]uint16{}, sets: map[GUID]uint16{SetMAPI: 1, SetPublic: 2}, hashes: map[uint16][]byte{}}
}

// id returns the ID of a key, 0 when there are none left.
func (t *nameTable) id(key Key) uint16 {
	const first, most = 0x8000, 0x7FFE
	if key.ID != 0 {
		return key.ID
	}
	if id, ok := t.ids[key]; ok {
		return id
	}
	if len(t.ids) >= most || key == (Key{}) {
		return 0
	}
	index := uint16(len(t.ids)) //nolint:gosec // below 2^15
	t.ids[key] = first + index
	kind, name, hash := uint16(0), key.Number, key.Number
	if key.Text != "" {
		wide := utf16Bytes(key.Text)
		kind, name, hash = 1, uint32(len(t.texts)), crc32.ChecksumIEEE(wide)   //nolint:gosec // far below 2^31
		t.texts = binary.LittleEndian.AppendUint32(t.texts, uint32(len(wide))) //nolint:gosec // far below 2^31
		t.texts = append(t.texts, wide...)
		for len(t.texts)%4 != 0 {
			t.texts = append(t.texts, 0)
		}
	}
	guid := t.guid(key.Set)<<1 | kind
	t.entries = appendName(t.entries, name, guid, index)
	stream := uint16(0x1000 + (hash^uint32(guid))%0x1F)
	t.hashes[stream] = appendName(t.hashes[stream], hash, guid, index)
	return first + index
}

func appendName(to []byte, name uint32, guid, index uint16) []byte {
	to = binary.LittleEndian.AppendUint32(to, name)
	to = binary.LittleEndian.AppendUint16(to, guid)
	return binary.LittleEndian.AppendUint16(to, index)
}

// guid returns the number of a property set.
func (t *nameTable) guid(g GUID) uint16 {
	n, ok := t.sets[g]
	if !ok {
		n = uint16(len(t.guids)/len(g)) + 3 //nolint:gosec // below 2^15
		t.sets[g] = n
		t.guids = append(t.guids, g[:]...)
	}
	return n
}

// storage returns the table as it stands in a message file.
func (t *nameTable) storage() cfb.Node {
	n := cfb.Node{Name: "__nameid_version1.0", Storage: true, Nodes: []cfb.Node{
		{Name: streamName(2, TypeBinary), Data: t.guids},
		{Name: streamName(3, TypeBinary), Data: t.entries},
		{Name: streamName(4, TypeBinary), Data: t.texts},
	}}
	for id := uint16(0x1000); id < 0x101F; id++ {
		if data := t.hashes[id]; data != nil {
			n.Nodes = append(n.Nodes, cfb.Node{Name: streamName(id, TypeBinary), Data: data})
		}
	}
	return n
}

// ParseNames reads the three streams of a message file's table of named
// properties and returns the keys by ID.
func ParseNames(guids, entries, texts []byte) map[uint16]Key {
	out := map[uint16]Key{}
	for i := 0; i+8 <= len(entries); i += 8 {
		name := binary.LittleEndian.Uint32(entries[i:])
		kind := binary.LittleEndian.Uint16(entries[i+4:])
		id := binary.LittleEndian.Uint16(entries[i+6:])
		key := Key{Set: setAt(guids, int(kind>>1))}
		if kind&1 == 0 {
			key.Number = name
		} else if key.Text = textAt(texts, int64(name)); key.Text == "" {
			continue
		}
		if id < 0x8000 {
			out[0x8000+id] = key
		}
	}
	return out
}

func setAt(guids []byte, n int) GUID {
	switch {
	case n == 1:
		return SetMAPI
	case n == 2:
		return SetPublic
	case n >= 3 && (n-2)*16 <= len(guids):
		return GUID(guids[(n-3)*16:])
	}
	return GUID{}
}

func textAt(texts []byte, at int64) string {
	if at+4 > int64(len(texts)) {
		return ""
	}
	length := int64(binary.LittleEndian.Uint32(texts[at:]))
	rest := texts[at+4:]
	return strings.TrimSpace(decodeWide(rest[:min(length, int64(len(rest)))]))
}
