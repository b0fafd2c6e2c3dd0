package service

import (
	"sarsen/agent/request"
	"sarsen/redact/pack"
)

// packHandovers are handovers as the case file tells of them.
func packHandovers(all []request.Handover) []pack.Handover {
	out := make([]pack.Handover, len(all))
	for i, h := range all {
		out[i] = pack.Handover{
			To: h.To, Recipient: h.Recipient, Authority: h.Authority, Method: h.Method, Manifest: h.Manifest, Files: h.Files, Rows: h.Rows, By: h.By, At: h.At,
		}
	}
	return out
}
