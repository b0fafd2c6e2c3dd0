package imap

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/emersion/go-imap/v2"

	"sarsen/crawlers"
)

// A place is what a locator says: where a message is, for as long as it is
// there. UIDs are never used twice while the folder's validity stays the same.
type place struct {
	folder   string
	validity uint32
	uid      imap.UID
}

func (p place) String() string {
	return "folder=" + url.QueryEscape(p.folder) + "&uid=" + digits(uint32(p.uid)) + "&validity=" + digits(p.validity)
}

// key is the message's identity; stamp is the same but for the folder, since
// what a UID stands for never changes.
func (p place) key() string   { return keys(p.folder, p.validity) + digits(uint32(p.uid)) }
func (p place) stamp() string { return digits(p.validity) + ";" + digits(uint32(p.uid)) }

// keys is what the keys of a folder's messages begin with, and no others:
// folderKey has no ';'.
func keys(folder string, validity uint32) string {
	return folderKey(folder) + ";" + digits(validity) + ";"
}

// folderKey is a folder's identity.
func folderKey(name string) string { return escaped.Replace(clean(name)) }

var escaped = strings.NewReplacer("%", "%25", ";", "%3B")

func digits(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

func parsePlace(s string) (place, error) {
	v, err := url.ParseQuery(s)
	validity, err1 := strconv.ParseUint(v.Get("validity"), 10, 32)
	uid, err2 := strconv.ParseUint(v.Get("uid"), 10, 32)
	if err != nil || err1 != nil || err2 != nil {
		return place{}, fmt.Errorf("read locator: %w", crawlers.ErrGone)
	}
	return place{folder: v.Get("folder"), validity: uint32(validity), uid: imap.UID(uid)}, nil
}

func clean(name string) string { return strings.ToValidUTF8(name, "�") }

// pathOf is a folder's name with '/' between its levels, whatever the server
// has there. Levels that would climb are spelt out.
func pathOf(name string, delim rune) string {
	var levels []string
	sep := "/"
	if delim != 0 {
		sep = string(delim)
	}
	for level := range strings.SplitSeq(clean(name), sep) {
		switch level {
		case "":
			level = "%"
		case ".", "..":
			level = strings.ReplaceAll(level, ".", "%2E")
		}
		levels = append(levels, strings.ReplaceAll(level, "/", "%2F"))
	}
	return strings.Join(levels, "/")
}

// shifted is a piece of a name that is not written as it is.
var shifted = regexp.MustCompile(`&[A-Za-z0-9+,]*-`)

var modified = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)

// decodeName reads a name in the UTF-7 of IMAP (RFC 3501, 5.1.3). What is none
// stays as it is.
func decodeName(name string) string {
	return shifted.ReplaceAllStringFunc(name, func(piece string) string {
		if piece == "&-" {
			return "&"
		}
		raw, err := modified.DecodeString(piece[1 : len(piece)-1])
		if err != nil || len(raw) == 0 || len(raw)%2 != 0 {
			return piece
		}
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16(raw[2*i:])
		}
		return string(utf16.Decode(units))
	})
}
