package archive

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decodeName decodes a member's name whose encoding nobody tells: UTF-8 where
// it is valid, else the code page of Western DOS and Windows, in which zip
// tools write.
func decodeName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	decoded, err := charmap.CodePage850.NewDecoder().String(name)
	if err != nil {
		return name
	}
	return decoded
}
