package archive_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// locked are archives of a.txt, written by two other programs; the password is
// "harbour".
var locked = map[string]string{
	"old cipher":            "UEsDBBQACQAIAAAAAAAAAAAAAAAAAAAAAAAFAAAAYS50eHT4Ij6QFWyFKqhyM+o/uOqYHbL1+dsW/bRi68ja1DBxgbmfwx+up4SJiicTjRaA3Q0x+gR1kgiRRWZB0thQSwcIcog6DzwAAAA/AAAAUEsBAhQAFAAJAAgAAAAAAHKIOg88AAAAPwAAAAUAAAAAAAAAAAAAAAAAAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAAG8AAAAAAA==",
	"old cipher, with time": "UEsDBBQACQAIANMldl1yiDoPOAAAAD8AAAAFABwAYS50eHRVVAkAA61zAmutcwJrdXgLAAEEAAAAAAQAAAAA9GMUZm/hQTd8v34loQcwFc0OrFmYdfKdMLLdLe/MJ53G2s3EjDGjC19p3unGJJIy7IO6CsltW+lQSwcIcog6DzgAAAA/AAAAUEsBAh4DFAAJAAgA0yV2XXKIOg84AAAAPwAAAAUAGAAAAAAAAQAAAKSBAAAAAGEudHh0VVQFAAOtcwJrdXgLAAEEAAAAAAQAAAAAUEsFBgAAAAABAAEASwAAAIcAAAAAAA==",
	"AES-128":               "UEsDBBQACQBjAAAAAAAAAAAAAAAAAAAAAAAFAAsAYS50eHQBmQcAAgBBRQEIABONvk+uBUeMtG+tB2DzYnfW5SPhFVcSJs1QjgS6tk/iJydgNaWsrYZPeDpv6SECmznAJ0FnQcSYHkO/mR33b0rji9T9UEsHCAAAAABEAAAAPwAAAFBLAQIUABQACQBjAAAAAAAAAAAARAAAAD8AAAAFAAsAAAAAAAAAAAAAAAAAAABhLnR4dAGZBwACAEFFAQgAUEsFBgAAAAABAAEAPgAAAIIAAAAAAA==",
	"AES-192":               "UEsDBBQACQBjAAAAAAAAAAAAAAAAAAAAAAAFAAsAYS50eHQBmQcAAgBBRQIIANUUW+/BlAhE/P6d/rZt2XAPNne0//nD2uUWiBu0xST5MUBRb0zxN9EgTW/4weWn+WNER6ttbUuflv18Wukd5I3Nq+Aeg56B21BLBwgAAAAASAAAAD8AAABQSwECFAAUAAkAYwAAAAAAAAAAAEgAAAA/AAAABQALAAAAAAAAAAAAAAAAAAAAYS50eHQBmQcAAgBBRQIIAFBLBQYAAAAAAQABAD4AAACGAAAAAAA=",
	"AES-256":               "UEsDBBQACQBjAAAAAAAAAAAAAAAAAAAAAAAFAAsAYS50eHQBmQcAAgBBRQMIAEj7ADVrRr9QHYSkJLaC2J4cUKxAwO7l9x/rs7M9LFOkUY5dOQKB5dGlyt8K2PJ65MQhgr3ZegkCu5qo7etRaGyp7QtR+TCMPp+lHytQSwcIAAAAAEwAAAA/AAAAUEsBAhQAFAAJAGMAAAAAAAAAAABMAAAAPwAAAAUACwAAAAAAAAAAAAAAAAAAAGEudHh0AZkHAAIAQUUDCABQSwUGAAAAAAEAAQA+AAAAigAAAAAA",
}

func TestPasswords(t *testing.T) {
	const content = "Leopold Batt called about the rent, and the rent, and the rent."
	for name, encoded := range locked {
		data, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			result, members, err := readWith(t, archive.Zip(), "x.zip", string(data), "wrong", "harbour", "")
			if err != nil || result.Item.Text != "a.txt\n" || !slices.Equal(members, []string{"a.txt=" + content}) {
				t.Errorf("text %q, members %q, %v", result.Item.Text, members, err)
			}
		})
		t.Run(name+", wrong password", func(t *testing.T) {
			passwords := strings.Split(strings.Repeat("Harbour wrong h ", 100), " ")
			for i := range passwords {
				passwords[i] += strings.Repeat("x", i)
			}
			result, members, err := readWith(t, archive.Zip(), "x.zip", string(data), passwords...)
			if !errors.Is(err, documents.ErrEncrypted) || result.Item.Text != "a.txt\n" || !slices.Equal(members, []string{"a.txt: member of a zip archive that needs a password"}) {
				t.Errorf("text %q, members %q, %v", result.Item.Text, members, err)
			}
		})
		t.Run(name+", damaged", func(t *testing.T) {
			broken := slices.Clone(data)
			broken[90] ^= 0x40
			if _, members, _ := readWith(t, archive.Zip(), "x.zip", string(broken), "harbour"); len(members) != 1 || strings.HasPrefix(members[0], "a.txt=") {
				t.Errorf("members %q", members)
			}
		})
	}
}

// TestLockedCorpus opens an archive that an officer's program wrote, with the
// wrong password only.
func TestLockedCorpus(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(zipxmltest.Corpus(t, "archive-mixed"), "hoover", "zip-with-password.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := readWith(t, archive.Zip(), "x.zip", string(data), "wrong"); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("error %v", err)
	}
}

// FuzzLocked holds members that need a password to: no panic and an end,
// whatever the bytes.
func FuzzLocked(f *testing.F) {
	for _, encoded := range locked {
		data, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out := documents.NewBuilder(0, []string{"harbour"})
		_ = archive.Zip().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
		for _, p := range out.Result().Parts {
			if r, err := p.Open(); err == nil {
				_, _ = io.Copy(io.Discard, io.LimitReader(r, 1<<20))
				_ = r.Close()
			}
		}
	})
}
