package service

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Field is a field of a form with what somebody filled in.
type Field struct{ Name, Value string }

// formCSV is a form as a table of two columns, so that its rows and cells can
// be withheld, and handed over, one by one.
func formCSV(fields []Field) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"field", "value"}) // a buffer takes everything
	for _, f := range fields {
		_ = w.Write([]string{f.Name, f.Value})
	}
	w.Flush()
	return b.String()
}

// ReadForm reads a form from a file: a JSON object of fields, a JSON list of
// objects with "field" and "value", or CSV with a field and its value on each
// row, with or without a row of headings.
func ReadForm(data []byte) ([]Field, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\xef\xbb\xbf"))
	var out []Field
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("{")):
		out, err = objectForm(data)
	case bytes.HasPrefix(data, []byte("[")):
		out, err = listForm(data)
	default:
		out, err = csvForm(data)
	}
	if err != nil {
		return nil, fmt.Errorf("read form: %w", err)
	}
	if len(out) == 0 {
		return nil, errors.New("read form: there is no field in it")
	}
	return out, nil
}

// objectForm keeps the order in which the fields stand.
func objectForm(data []byte) ([]Field, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	var out []Field
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		name, _ := key.(string)
		out = append(out, Field{name, plainValue(raw)})
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something after the object")
	}
	return out, nil
}

func listForm(data []byte) ([]Field, error) {
	var rows []struct {
		Field string          `json:"field"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, err
	}
	var out []Field
	for _, r := range rows {
		out = append(out, Field{r.Field, plainValue(r.Value)})
	}
	return out, nil
}

// plainValue is a JSON value as people write it.
func plainValue(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		return strings.Join(list, "; ")
	}
	return string(raw)
}

func csvForm(data []byte) ([]Field, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var out []Field
	for i, row := range rows {
		if len(row) < 2 {
			return nil, fmt.Errorf("row %d has no value beside its field", i+1)
		}
		heading := slices.Contains([]string{"field", "question", "name"}, strings.ToLower(row[0])) && strings.EqualFold(row[1], "value")
		if i > 0 || !heading {
			out = append(out, Field{row[0], strings.Join(row[1:], "; ")})
		}
	}
	return out, nil
}
