# How all figures look: gnuplot -e "form='pdf'; out='NAME'; in='FOLDER'; high=9" style.gp FIGURE.gp.
# form is pdf or svg, high the height in centimetres. Colours are those of Okabe and Ito.
if (form eq 'pdf') {
    set terminal pdfcairo size 16cm,high*1cm font 'Sans,12' noenhanced
} else {
    set terminal svg size 960,60*high font 'sans-serif,13' background 'white' noenhanced
}
set output out . '.' . form
set encoding utf8
set datafile separator ','
set datafile missing 'NaN'
set border 3
set tics nomirror
set mytics 1
set key noenhanced samplen 1.5
blue = 0x0072B2
vermillion = 0xD55E00
green = 0x009E73
purple = 0xCC79A7
orange = 0xE69F00
sky = 0x56B4E9
grey = 0x7F7F7F
colour(i) = int(word('29362 13983232 40563 13400487 15113984 5682409', i % 6 + 1))
