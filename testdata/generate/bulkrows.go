package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// rowsPerFile is how many rows a list has, apart from its header.
const rowsPerFile = 50_000

var services = []string{"Council tax", "Housing benefit", "Parking permit", "Repairs", "Library", "Garden waste", "School meals", "Blue badge"}

// rows writes n rows as lists in CSV, one after the other.
func (w *writer) rows(n int, seed uint64) error {
	if err := os.MkdirAll(w.out, 0o700); err != nil {
		return err
	}
	people, g := newTown(seed, n/20), plant(n)
	for first := 0; first < n; first += rowsPerFile {
		if err := w.sheet(people, g, first, min(first+rowsPerFile, n)); err != nil {
			return err
		}
	}
	return g.write(w.out)
}

// sheet writes the rows from first to before end.
func (w *writer) sheet(people *town, g *garden, first, end int) error {
	name := fmt.Sprintf("list-%04d.csv", first/rowsPerFile)
	f, err := os.OpenFile(filepath.Join(w.out, name), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<17)
	fmt.Fprintln(b, "Record,Surname,Forename,Date of birth,Address,Postcode,Telephone,Account,Service,Paid on,Amount")
	for i := first; i < end; i++ {
		r := people.some(w.rand)
		if s, ok := g.at[i]; ok {
			r = g.subjects[s].resident
			g.holdings[s].Rows = append(g.holdings[s].Rows, fmt.Sprintf("%s:%d", name, i))
		}
		paid := opening.Add(time.Duration(w.rand.IntN(years*365)) * 24 * time.Hour)
		fmt.Fprintf(b, "%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%d.%02d\n", i, r.surname, r.fore, r.born.Format("02/01/2006"), r.line, r.postcode, r.phone,
			r.number, services[w.rand.IntN(len(services))], paid.Format("02/01/2006"), 5+w.rand.IntN(900), w.rand.IntN(100))
	}
	return errors.Join(b.Flush(), f.Close())
}
