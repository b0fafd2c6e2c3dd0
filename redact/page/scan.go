package page

import (
	"fmt"

	"sarsen/redact"
)

// checkScan refuses spans outside the recognised text.
func (p Page) checkScan() error {
	switch {
	case len(p.WithholdScan) == 0:
		return nil
	case p.Scan == nil:
		return fmt.Errorf("withhold recognised words of a page without any: %w", redact.ErrSpan)
	}
	_, err := redact.Apply(p.Scan.Text, p.WithholdScan)
	return err
}
