package facsimile

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"sarsen/redact/media"
	"sarsen/redact/pack"
)

// isRecording reports whether an item is a recording that an officer redacted by
// other means. Others have no copy: nothing here hears what is said in them.
func isRecording(item pack.Item) bool {
	return item.Redacted && (strings.HasPrefix(item.MediaType, "audio/") || strings.HasPrefix(item.MediaType, "video/"))
}

// copyRecording writes a recording without its properties. One that cannot be
// cleaned is an error and not ErrNoCopy: somebody redacted it so that it goes
// out, and has to convert it first.
func copyRecording(item pack.Item, w io.Writer) (pack.Copied, error) {
	data, err := open(item)
	if err != nil {
		return pack.Copied{}, err
	}
	ext, err := media.Clean(bytes.NewReader(data), int64(len(data)), w)
	if err != nil {
		return pack.Copied{}, fmt.Errorf("copy recording: %w", err)
	}
	return pack.Copied{Ext: ext}, nil
}
