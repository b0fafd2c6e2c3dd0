package detect

import "sarsen/redact/recognise"

// With returns a Detector like d that knows the people of a directory.
func (d *Detector) With(directory recognise.Directory) *Detector {
	with := *d
	with.directory = directory
	return &with
}
