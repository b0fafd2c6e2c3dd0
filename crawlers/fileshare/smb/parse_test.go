package smb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	smb2 "github.com/cloudsoda/go-smb2"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// descriptor is a security descriptor with an owner.
func descriptor(authority byte, parts ...uint32) []byte {
	b := make([]byte, 20, 64)
	binary.LittleEndian.PutUint32(b[4:], 20)
	b = append(b, 1, byte(len(parts)), 0, 0, 0, 0, 0, authority)
	for _, p := range parts {
		b = binary.LittleEndian.AppendUint32(b, p)
	}
	return b
}

func TestOwnerID(t *testing.T) {
	tests := map[string]struct {
		raw  []byte
		want string
	}{
		"domain user": {descriptor(5, 21, 1004336348, 1177238915, 682003330, 512), "S-1-5-21-1004336348-1177238915-682003330-512"},
		"Unix user":   {descriptor(22, 1, 1000), "S-1-22-1-1000"},
		"none":        {make([]byte, 20), ""},
		"cut":         {descriptor(5, 21, 1)[:30], ""},
		"empty":       {nil, ""},
	}
	for name, tt := range tests {
		if got := ownerID(tt.raw); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// FuzzOwnerID holds what a server sends to this: it does no harm, and what is
// made of it is a number or nothing.
func FuzzOwnerID(f *testing.F) {
	f.Add(descriptor(5, 32, 544))
	f.Add([]byte("\x01\x00\x04\x80\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if id := ownerID(raw); id != "" && (!strings.HasPrefix(id, "S-1-") || strings.Trim(id[2:], "-0123456789") != "") {
			t.Errorf("got %q", id)
		}
	})
}

// named is the answer to a lookup: one domain and one name in it.
func named(domain, name string, use uint32) []byte {
	le := binary.LittleEndian
	text := func(b []byte, s string) []byte {
		for _, v := range []int{len(s), 0, len(s)} {
			b = le.AppendUint32(b, uint32(v))
		}
		for _, c := range []byte(s) {
			b = append(b, c, 0)
		}
		return append(b, make([]byte, len(s)%2*2)...)
	}
	var b []byte
	for _, v := range []uint32{1, 1, 2, 32, 1, 0, 3, 4} { // domains: pointer, count, pointer, most, count, lengths, two pointers
		b = le.AppendUint32(b, v)
	}
	b = text(b, domain)
	b = le.AppendUint32(b, 1)
	b = append(b, 1, 1, 0, 0, 0, 0, 0, 22, 1, 0, 0, 0)
	for _, v := range []uint32{1, 5, 1, use, 0, 6, 0} { // names: count, pointer, count, use, lengths, pointer, domain
		b = le.AppendUint32(b, v)
	}
	return append(text(b, name), 1, 0, 0, 0, 0, 0, 0, 0)
}

func TestFoundName(t *testing.T) {
	tests := map[string]struct {
		answer []byte
		want   string
		ok     bool
	}{
		"user":     {named("PARISH", "ann", 1), `PARISH\ann`, true},
		"odd":      {named("PARI", "okonkwo", 1), `PARI\okonkwo`, true},
		"everyone": {named("", "Everyone", 5), "Everyone", true},
		"unknown":  {named("PARISH", "", 8), "", true},
		"cut":      {named("PARISH", "ann", 1)[:40], "", false},
		"empty":    {nil, "", false},
	}
	for name, tt := range tests {
		got, err := foundName(tt.answer)
		if got != tt.want && tt.ok || (err == nil) != tt.ok {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, tt.want)
		}
	}
}

// FuzzFoundName holds what a server answers to this: it does no harm, and a
// name is UTF-8 and not without end.
func FuzzFoundName(f *testing.F) {
	f.Add(named("PARISH", "ann", 1))
	f.Add(named("", "x", 8))
	f.Add([]byte(strings.Repeat("\xff", 80)))
	f.Fuzz(func(t *testing.T, answer []byte) {
		name, err := foundName(answer)
		if !utf8.ValidString(name) || len(name) > 8*longestName {
			t.Errorf("got %q, %v", name, err)
		}
	})
}

func TestLookupSID(t *testing.T) {
	for sid, want := range map[string]bool{
		"S-1-5-21-1004336348-1177238915-682003330-512": true, "S-1-1-0": true,
		"S-1-5": false, "": false, "ann": false, "S-1-5-4294967296": false, "S-1-5-x": false,
	} {
		query, ok := lookupSID(make([]byte, handleSize), sid)
		if ok != want || ok && len(query)%4 != 0 {
			t.Errorf("%s: got %v, %d bytes", sid, ok, len(query))
		}
	}
}

// answer is a message of a server to a login.
func answer(command uint16, status uint32, flags uint16) []byte {
	m := make([]byte, headerSize+8)
	copy(m, "\xfeSMB")
	binary.LittleEndian.PutUint16(m[commandAt:], command)
	binary.LittleEndian.PutUint32(m[statusAt:], status)
	binary.LittleEndian.PutUint16(m[headerSize+2:], flags)
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(m))), m...)
}

func TestGuestsAreNoticed(t *testing.T) {
	const more = 0xC0000016 // the first of the two answers of a login
	tests := map[string]struct {
		stream []byte
		want   bool
	}{
		"account":       {append(answer(0, 0, 1), append(answer(sessionSetup, more, isGuest), answer(sessionSetup, 0, 0)...)...), false},
		"guest":         {append(answer(0, 0, 0), append(answer(sessionSetup, more, 0), answer(sessionSetup, 0, isGuest)...)...), true},
		"nobody":        {answer(sessionSetup, 0, isNull), true},
		"nothing":       {nil, false},
		"too long":      {[]byte{0, 0xff, 0xff, 0xff, 1}, false},
		"not a message": {[]byte{0, 0, 0, 1, 'x'}, false},
	}
	for name, tt := range tests {
		for _, step := range []int{1, 7, 1000} {
			w := &watched{}
			for b := tt.stream; len(b) > 0; b = b[min(step, len(b)):] {
				if !w.done {
					w.look(b[:min(step, len(b))])
				}
			}
			if got := w.guest(); got != tt.want {
				t.Errorf("%s, in steps of %d: got %v", name, step, got)
			}
		}
	}
}

// FuzzLogin holds the reading of a server's answers to this: it does no harm,
// whatever is sent and however it is cut, and keeps no more than one message.
func FuzzLogin(f *testing.F) {
	f.Add(answer(sessionSetup, 0, isGuest), uint8(3))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0}, uint8(1))
	f.Fuzz(func(t *testing.T, stream []byte, step uint8) {
		w := &watched{}
		size := int(step) + 1
		for b := stream; len(b) > 0 && !w.done; b = b[min(size, len(b)):] {
			w.look(b[:min(size, len(b))])
			if len(w.seen) > longestSetup+4+size {
				t.Errorf("keeps %d bytes", len(w.seen))
			}
		}
	})
}

func TestClasses(t *testing.T) {
	tests := map[uint32]error{
		sharingViolation: crawlers.ErrLocked, fileLockConflict: crawlers.ErrLocked, deletePending: crawlers.ErrGone,
		notADirectory: crawlers.ErrGone, ioTimeout: crawlers.ErrTemporary, noServerResources: crawlers.ErrTemporary,
	}
	for c, want := range tests {
		err := classify(fmt.Errorf("open: %w", &smb2.ResponseError{Code: c}))
		if !errors.Is(err, want) || lost(err) {
			t.Errorf("%08X: got %v, want %v", c, err, want)
		}
	}
	var r *fileshare.Refusal
	if err := classify(&smb2.ResponseError{Code: pathNotCovered}); !errors.As(err, &r) || !strings.Contains(r.Reason, "DFS") {
		t.Errorf("DFS: got %v", err)
	}
	for _, c := range []uint32{networkNameDeleted, sessionDeleted, sessionExpired, disconnected} {
		if !lost(&smb2.ResponseError{Code: c}) {
			t.Errorf("%08X: the connection is lost", c)
		}
	}
}

func TestLinksAreToldByTheirTag(t *testing.T) {
	tests := map[string]struct {
		attributes, tag uint32
		want            crawlers.State
	}{
		"file":           {0x20, 0, ""},
		"hidden, system": {0x6, 0, ""},
		"deduplicated":   {attrReparse, tagDedup, ""},
		"junction":       {attrReparse, tagMountPoint, crawlers.Unsupported},
		"link":           {attrReparse, tagSymlink, crawlers.Unsupported},
		"DFS":            {attrReparse, tagDFS, crawlers.Unsupported},
		"archived":       {attrOffline, 0, crawlers.Unsupported},
		"in the cloud":   {attrRecallAccess | attrReparse, 0x9000001A, crawlers.Unsupported},
	}
	for name, tt := range tests {
		var got crawlers.State
		var r *fileshare.Refusal
		if errors.As(refuse("a", &smb2.FileStat{FileAttributes: tt.attributes, ReparsePointTag: tt.tag}), &r) {
			got = r.State
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
	for _, name := range []string{"", "a/b", `..\x`, "/"} {
		if refuse(name, &smb2.FileStat{}) == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
}
