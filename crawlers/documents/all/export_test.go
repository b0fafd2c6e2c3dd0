package all

import "sarsen/crawlers/documents"

// With returns an extractor of other formats, for tests.
func With(formats map[string]documents.Format) *Extractor { return &Extractor{formats: formats} }
