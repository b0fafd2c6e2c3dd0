package detect_test

import (
	"testing"

	"sarsen/redact/detect"
	"sarsen/redact/rule"
)

func TestX(t *testing.T) {
	if _, err := rule.Builtin(); err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Dear Mrs Patel,\n\nI met John Smith of 14 Albert Road, Sarsen, SR1 2AB yesterday. His NI number is QQ 12 34 56 A and he rang on 07700 900123. Oluwaseun Adeyemi (DOB 12/03/1980) said so. Will you call Smith?\n\nKind regards\ntom baker\nHousing Officer\nt.baker@sarsen.gov.example\nOur ref: HB/2024/00123\nSort code 20-00-00, account 31926819\nPatel, Sunita\nMr and Mrs Jones live in the Victoria Road. Tenant: Xyz Abcd\n"
	for _, f := range d.Find(text, nil) {
		t.Logf("%-14s %.2f %q %s", f.Kind, f.Score, f.Text, f.Reason)
	}
}
