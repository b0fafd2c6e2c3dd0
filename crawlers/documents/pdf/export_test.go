package pdf

import "sarsen/crawlers/pdfium"

// With returns the format on an engine that the caller closes.
func With(e *pdfium.Engine) *Format {
	return &Format{engine: func() (*pdfium.Engine, error) { return e, nil }}
}
