// Package testdata holds the sample council that the demo crawls and many
// tests read: a few hundred letters, messages and spreadsheets of a council
// that does not exist, and the key to them. README.md says what else lies
// here and how it was made.
//
// The sample is embedded as it lies in the repository, so that the demo works
// from the installed program alone.
package testdata

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"sarsen/testdata/council"
)

//go:embed sample
var sample embed.FS

//go:embed sample-key.json
var sampleKey []byte

// Sample returns the sample council's files, read-only. Copied to a folder
// (os.CopyFS) it is fit to be crawled.
func Sample() fs.FS {
	sub, err := fs.Sub(sample, "sample")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Key returns the sample's key, freshly decoded.
func Key() (council.Key, error) {
	var key council.Key
	if err := json.Unmarshal(sampleKey, &key); err != nil {
		return council.Key{}, fmt.Errorf("read sample key: %w", err)
	}
	return key, nil
}

// DemoSubject returns the subject whose request the demo makes: the first of
// the key's, with maiden name, nicknames, a namesake and neighbours.
func DemoSubject() (council.Subject, error) {
	key, err := Key()
	if err != nil {
		return council.Subject{}, err
	}
	if len(key.Subjects) == 0 {
		return council.Subject{}, fmt.Errorf("read sample key: no subjects: %w", fs.ErrNotExist)
	}
	return key.Subjects[0], nil
}
