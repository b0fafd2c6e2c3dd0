package all

import (
	"errors"
	"fmt"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/fileshare/smb"
)

// share opens a folder of a Windows share. The server is not contacted yet.
func (o Options) share() (crawlers.Source, error) {
	opts, err := smb.Parse(o.Location)
	if err != nil {
		return nil, err
	}
	opts.Guest, opts.Unsigned = o.Guest, o.Insecure
	opts.Temp = o.Temp
	if o.Password != nil && opts.User != "" {
		if opts.Password, err = o.Password(); err != nil {
			return nil, fmt.Errorf("get password: %w", err)
		}
	}
	if opts.User != "" && opts.Password == "" {
		return nil, errors.New("no password is configured, or it is empty: name the file that holds it with 'password_file', or the environment variable with 'password_env'")
	}
	tree, err := smb.New(opts)
	if err != nil {
		return nil, err
	}
	return fileshare.Over(tree, o.walk())
}
