package zipxml

import (
	"errors"
	"io/fs"

	"sarsen/crawlers/documents"
)

// Explain says in a plain phrase what an error of one member means for the
// document, whose other members can still be read.
func Explain(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "a part that the document names is missing"
	case errors.Is(err, documents.ErrTooLarge):
		return "a part is over the limit of size"
	case errors.Is(err, documents.ErrEncrypted):
		return "a part needs a password"
	case errors.Is(err, documents.ErrUnsupported):
		return "a part is packed in an unknown way"
	}
	return "a part is damaged or cut short"
}
