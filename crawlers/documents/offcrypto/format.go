package offcrypto

import (
	"bytes"
	"context"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
)

// New returns the format of Office packages behind a password. It is a
// [documents.Unlocker]: what stands behind the password is read in its place.
func New() documents.Format { return format{} }

type format struct{}

var _ documents.Unlocker = format{}

// Read implements [documents.Format]; there is nothing to read without a
// password.
func (format) Read(context.Context, documents.Input, *documents.Builder) error { return errLocked }

// errLocked says that no password fits.
var errLocked = documents.Because(documents.ErrEncrypted, "Office document that needs a password")

// Unlock implements [documents.Unlocker].
func (format) Unlock(_ context.Context, in documents.Input, passwords []string) (documents.Input, error) {
	if in.Size > documents.MaxWhole {
		return in, documents.ErrTooLarge
	}
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return in, documents.ErrDamaged
	}
	info, data := file.Root.Find("EncryptionInfo").Bytes(1<<20), file.Root.Find("EncryptedPackage").Bytes(in.Size)
	plain, err := Package(info, data, passwords)
	if err != nil {
		return in, err
	}
	return documents.Input{Name: in.Name, Content: bytes.NewReader(plain), Size: int64(len(plain))}, nil
}
