package verify

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
)

// RequestID reads which request a pack belongs to, without checking anything.
// ok is false when the pack does not say.
func RequestID(path string) (id string, ok bool) {
	raw, err := ReadDescription(path)
	if err != nil {
		return "", false
	}
	var d struct {
		Request string `json:"request"`
	}
	if json.Unmarshal(raw, &d) != nil || d.Request == "" {
		return "", false
	}
	return d.Request, true
}

// ReadDescription returns the datapackage.json of the folder or zip at path; in
// a zip also from below the one folder that holds everything.
func ReadDescription(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	var r io.ReadCloser
	if info.IsDir() {
		r, err = os.Open(filepath.Join(path, packageName))
	} else {
		var z *zip.ReadCloser
		if z, err = zip.OpenReader(path); err != nil {
			return nil, err
		}
		defer z.Close() //nolint:errcheck // only read
		r, err = z.Open(topFolder(&z.Reader) + packageName)
	}
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read
	return io.ReadAll(io.LimitReader(r, 64<<20))
}
