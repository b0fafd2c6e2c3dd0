package worker

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"sarsen/crawlers/documents"
)

// What passes between parent and child are frames: the length of the head in
// 4 bytes and that of the blob in 8, big-endian, then the head in JSON and the
// blob as it is. Long texts and contents are blobs.
const (
	maxHead = 1 << 30
	maxBlob = 8 << 30
)

type op string

const (
	opExtract op = "extract"
	opOpen    op = "open"
	opDraw    op = "draw"
)

// A request is the head of what the parent sends.
type request struct {
	Op        op                 `json:"op"`
	Name      string             `json:"name"`
	MediaType string             `json:"media_type"`
	Part      string             `json:"part"`
	Size      int64              `json:"size"`
	File      bool               `json:"file"` // the content is a descriptor that was passed, not the blob
	Options   documents.Options  `json:"options"`
	Drawing   *documents.Drawing `json:"drawing,omitempty"`
}

type kind string

const (
	kindReady kind = "ready"
	kindItem  kind = "item"  // the blob is the item's text
	kindDrawn kind = "drawn" // the blob is the picture's pixels
	kindDone  kind = "done"  // the blob is the part that was opened
)

// A reply is the head of what the child sends: once ready, then for each
// request any number of items or pictures, and done.
type reply struct {
	Kind    kind               `json:"kind"`
	Item    *documents.Item    `json:"item,omitempty"`
	Picture *documents.Picture `json:"picture,omitempty"`
	Failure string             `json:"failure,omitempty"` // see the constants; never text of a document
}

const (
	failureNoPart  = "no such part"
	failureChanged = "changed"
	failureError   = "failed"
	failurePanic   = "panic"
)

// errContent marks a failure to read what is to be sent, as opposed to one of
// the child.
var errContent = errors.New("content cannot be read")

func writeFrame(w io.Writer, head any, blob io.Reader, size int64) error {
	h, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	lengths := binary.BigEndian.AppendUint32(nil, uint32(len(h)))  //nolint:gosec // far below
	lengths = binary.BigEndian.AppendUint64(lengths, uint64(size)) //nolint:gosec // never negative
	if _, err := w.Write(append(lengths, h...)); err != nil {
		return fmt.Errorf("send frame: %w", err)
	}
	if size == 0 {
		return nil
	}
	src := &sourceReader{r: blob}
	n, err := io.CopyN(w, src, size)
	if src.err != nil || n < size && errors.Is(err, io.EOF) {
		return errContent
	}
	if err != nil {
		return fmt.Errorf("send frame: %w", err)
	}
	return nil
}

// A sourceReader remembers that it was reading that failed.
type sourceReader struct {
	r   io.Reader
	err error
}

func (s *sourceReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// readFrame reads a frame into head and returns its blob. It allocates as the
// bytes arrive, not as the lengths promise.
func readFrame(r io.Reader, head any) ([]byte, error) {
	var lengths [12]byte
	if _, err := io.ReadFull(r, lengths[:]); err != nil {
		return nil, err
	}
	h, b := binary.BigEndian.Uint32(lengths[:4]), binary.BigEndian.Uint64(lengths[4:])
	if h > maxHead || b > maxBlob {
		return nil, errors.New("read frame: too long")
	}
	data, err := readN(r, int64(h))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, head); err != nil {
		return nil, errors.New("read frame: head is not as it should be")
	}
	return readN(r, int64(b))
}

func readN(r io.Reader, n int64) ([]byte, error) {
	var buf bytes.Buffer
	buf.Grow(int(min(n, 1<<20)))
	if _, err := io.CopyN(&buf, r, n); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return buf.Bytes(), nil
}
