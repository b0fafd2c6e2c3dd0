package smb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

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
